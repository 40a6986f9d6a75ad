/// Calls to addresses that others have named: guarded, bounded, signed, and honest about what is not known.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package dev.countermand.outgoing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
