/// Sockets of the cancellations: warehouses that stop, carriers that intercept, remedies that come
/// next.
@NamedInterface("spi")
@NullMarked
package dev.countermand.cancellations.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
