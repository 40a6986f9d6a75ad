/// How a seller meets his customers: name, language, contact and look; and the signed links by which his
/// shop sends them here.
@ApplicationModule(allowedDependencies = {"kernel", "site", "accounts", "orders"})
@NullMarked
package dev.countermand.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
