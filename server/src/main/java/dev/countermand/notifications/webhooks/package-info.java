/// Webhooks: sellers' endpoints, what each is told about which fact, and how it gets there.
@NullMarked
package dev.countermand.notifications.webhooks;

import org.jspecify.annotations.NullMarked;
