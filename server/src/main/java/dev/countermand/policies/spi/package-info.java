/// Sockets of the policies: capabilities that say what they can offer for an order.
@NamedInterface("spi")
@NullMarked
package dev.countermand.policies.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
