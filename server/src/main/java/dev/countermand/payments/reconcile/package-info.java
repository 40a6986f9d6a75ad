/// Compares the journal with what providers and settlement files say moved, and opens a case for every
/// difference. It never moves money, and never changes a figure.
@NullMarked
package dev.countermand.payments.reconcile;

import org.jspecify.annotations.NullMarked;
