/// Sockets of operations: what a capability tells about its work.
@NamedInterface("spi")
@NullMarked
package dev.countermand.operations.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
