/// Sockets of the notifications: channels that hand a message over.
@NamedInterface("spi")
@NullMarked
package dev.countermand.notifications.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
