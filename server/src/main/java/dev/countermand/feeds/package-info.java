/// Bulk documents: another system's files become orders and cancellations, set-wise and by the same rules,
/// and every row is reported.
@ApplicationModule(allowedDependencies = {"kernel", "site", "accounts", "cases :: spi", "orders", "cancellations"})
@NullMarked
package dev.countermand.feeds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
