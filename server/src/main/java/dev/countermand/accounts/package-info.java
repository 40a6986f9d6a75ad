/// Sellers, sign-in, roles and API keys; says who stands behind a request.
@ApplicationModule(allowedDependencies = {"kernel", "site"})
@NullMarked
package dev.countermand.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
