/// The append-only record of what happened to an order and who must act next. Timeline, queue and event
/// feed are views of it.
@ApplicationModule(allowedDependencies = {"kernel", "site", "operations :: spi"})
@NullMarked
package dev.countermand.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
