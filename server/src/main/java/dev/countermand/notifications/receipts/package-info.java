/// Signed, numbered receipts: proof of each request, verdict and message of the store that its holder can
/// check without us.
@NullMarked
package dev.countermand.notifications.receipts;

import org.jspecify.annotations.NullMarked;
