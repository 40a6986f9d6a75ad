/// Tells people once what happened: one message per fact, recipient and channel, handed over at least
/// once or visibly failed.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "site",
            "operations :: spi",
            "outgoing",
            "orders",
            "cases",
            "cases :: spi",
            "accounts",
            "accounts :: spi",
            "cancellations :: spi"
        })
@NullMarked
package dev.countermand.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
