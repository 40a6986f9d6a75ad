/// Sockets of the case log: who follows it.
@NamedInterface("spi")
@NullMarked
package dev.countermand.cases.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
