/// Pages and JSON of the built-in mailbox.
@NullMarked
package dev.countermand.connectors.mailbox.web;

import org.jspecify.annotations.NullMarked;
