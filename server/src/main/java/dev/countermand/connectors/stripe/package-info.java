/// Releases holds and sends money back through a seller's own account at Stripe, and reads there what moved.
@ApplicationModule(
        id = "stripe",
        allowedDependencies = {"kernel", "site", "accounts", "payments :: spi", "outgoing"})
@NullMarked
package dev.countermand.connectors.stripe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
