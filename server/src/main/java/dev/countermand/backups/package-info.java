/// Carries everything that is stored into one file, and back into an empty database.
@ApplicationModule(allowedDependencies = {"kernel", "site", "cases"})
@NullMarked
package dev.countermand.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
