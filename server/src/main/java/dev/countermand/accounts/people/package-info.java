/// People of the shop: who they are, how they come in, and for how long.
@NullMarked
package dev.countermand.accounts.people;

import org.jspecify.annotations.NullMarked;
