/// Sockets of the orders: who must act in the same transaction when goods move.
@NamedInterface("spi")
@NullMarked
package dev.countermand.orders.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
