/// Tenders, frozen shares and effects: money goes back exactly once, and only to where it came
/// from.
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "site",
            "operations :: spi",
            "orders",
            "orders :: spi",
            "cases",
            "cases :: spi",
            "accounts"
        })
@NullMarked
package dev.countermand.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
