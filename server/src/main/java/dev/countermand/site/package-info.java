/// The frame of every page, the languages, answers kept under their keys, and problems as HTTP in one
/// table.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package dev.countermand.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
