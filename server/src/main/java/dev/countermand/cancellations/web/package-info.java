/// Cancellations by HTTP.
@NullMarked
package dev.countermand.cancellations.web;

import org.jspecify.annotations.NullMarked;
