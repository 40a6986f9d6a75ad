/// Journeys of people through the packaged program, in a real browser.
@NullMarked
package dev.countermand.journeys;

import org.jspecify.annotations.NullMarked;
