/// The mailbox's pages.
@NullMarked
package dev.countermand.connectors.mailbox.web;

import org.jspecify.annotations.NullMarked;
