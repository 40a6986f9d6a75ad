/// What the operator watches: figures about open work, gathered from every capability, and whether it
/// moves.
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package dev.countermand.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
