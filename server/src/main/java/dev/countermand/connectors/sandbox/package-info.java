/// The sandbox of a demo: a warehouse, a carrier and a payment provider reached over HTTP like real
/// ones, and the demo's clock.
@ApplicationModule(
        id = "sandbox",
        allowedDependencies = {
            "kernel",
            "site",
            "accounts",
            "orders",
            "policies",
            "payments",
            "payments :: spi",
            "cancellations",
            "cancellations :: spi",
            "fulfilment",
            "fulfilment :: spi",
            "outgoing"
        })
@NullMarked
package dev.countermand.connectors.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
