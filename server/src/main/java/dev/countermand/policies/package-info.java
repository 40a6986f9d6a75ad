/// The terms in force for a seller at an instant, and what they allow for an order.
@ApplicationModule(allowedDependencies = {"kernel", "site", "orders", "cases", "accounts"})
@NullMarked
package dev.countermand.policies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
