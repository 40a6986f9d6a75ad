/// Translators between the outside's words and ours; each connector is a module of its own.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.countermand.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
