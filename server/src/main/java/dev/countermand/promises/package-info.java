/// Compares what is stored with what was promised: collects the checks of all modules and runs them over
/// live data.
@ApplicationModule(allowedDependencies = {"kernel", "site", "cases", "cases :: spi"})
@NullMarked
package dev.countermand.promises;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
