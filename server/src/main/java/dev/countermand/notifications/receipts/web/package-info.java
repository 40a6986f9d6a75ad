/// Receipts for people and programs, their public check, and the published keys.
@NullMarked
package dev.countermand.notifications.receipts.web;

import org.jspecify.annotations.NullMarked;
