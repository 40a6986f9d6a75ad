/// Words everybody shares: money, sellers, orders, actors, decisions, problems; nothing else, ever.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.countermand.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
