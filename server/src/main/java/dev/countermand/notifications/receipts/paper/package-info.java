/// A receipt on paper: one page of PDF, with a QR code.
@NullMarked
package dev.countermand.notifications.receipts.paper;

import org.jspecify.annotations.NullMarked;
