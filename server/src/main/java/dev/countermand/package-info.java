/// The root of the house: the program's entry and nothing a module could need.
@NullMarked
package dev.countermand;

import org.jspecify.annotations.NullMarked;
