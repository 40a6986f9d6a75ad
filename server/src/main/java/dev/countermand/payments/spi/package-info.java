/// Sockets of the payments: providers that move money.
@NamedInterface("spi")
@NullMarked
package dev.countermand.payments.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
