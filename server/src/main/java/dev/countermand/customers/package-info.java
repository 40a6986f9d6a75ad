/// Forgets customers: on request, and when their time is over. What proves something stays, without the
/// person.
@ApplicationModule(allowedDependencies = {"kernel", "site", "accounts", "cases", "cases :: spi", "orders"})
@NullMarked
package dev.countermand.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
