/// What other terms would have answered to the orders of the past.
@NullMarked
package dev.countermand.policies.simulation;

import org.jspecify.annotations.NullMarked;
