/// Asks a seller's own warehouse by signed HTTP calls to stop units, and takes its signed answers.
@ApplicationModule(
        id = "fulfilment",
        allowedDependencies = {
            "kernel",
            "site",
            "accounts",
            "orders",
            "cancellations",
            "cancellations :: spi",
            "outgoing"
        })
@NullMarked
package dev.countermand.connectors.fulfilment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
