/// Three other companies: a warehouse, a carrier and a payment provider. They know what they were told
/// over HTTP, keep books of their own, and never read ours.
@NullMarked
package dev.countermand.connectors.sandbox.town;

import org.jspecify.annotations.NullMarked;
