/// The seller's day: the desk's queue and search, and the store's own cancellations.
@ApplicationModule(
        allowedDependencies = {"kernel", "site", "accounts", "cases", "orders", "policies", "payments", "cancellations"
        })
@NullMarked
package dev.countermand.sellers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
