/// The journal of money in double entry: every fact about money as debits and credits that sum to zero.
@NullMarked
package dev.countermand.payments.journal;

import org.jspecify.annotations.NullMarked;
