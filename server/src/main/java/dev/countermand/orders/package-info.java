/// What was bought, where each unit is, releases, shipments and deliveries. Every unit is in exactly one
/// place.
@ApplicationModule(allowedDependencies = {"kernel", "site", "cases", "cases :: spi", "accounts", "accounts :: spi"})
@NullMarked
package dev.countermand.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
