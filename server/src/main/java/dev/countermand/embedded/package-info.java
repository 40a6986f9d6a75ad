/// The embedded default: a real PostgreSQL as a child process, with durable settings and its data in a
/// folder of ours.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.countermand.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
