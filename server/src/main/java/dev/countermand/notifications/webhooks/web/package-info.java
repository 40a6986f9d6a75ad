/// Webhooks for programs and at the desk.
@NullMarked
package dev.countermand.notifications.webhooks.web;

import org.jspecify.annotations.NullMarked;
