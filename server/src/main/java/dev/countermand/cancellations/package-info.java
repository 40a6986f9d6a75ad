/// Stops an order before it arrives, or says why it cannot. Every attempt is kept, refused ones too.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "site",
            "operations :: spi",
            "orders",
            "orders :: spi",
            "policies",
            "policies :: spi",
            "cases",
            "cases :: spi",
            "payments",
            "accounts"
        })
@NullMarked
package dev.countermand.cancellations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
