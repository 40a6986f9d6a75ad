package dev.countermand.kernel;

import java.util.Locale;
import java.util.Optional;

/// Something that somebody of the shop, or a program of his, may do. A door asks for one of these, never
/// for a role: see [Actor#may] and [Actor#require].
///
/// The words are part of the API: the scopes of a key.
public enum Right {
    /// Reads orders, their history, what can still be done, the queue and the event feed.
    SEE_ORDERS,
    /// Reads what was paid, goes back and is kept.
    SEE_MONEY,
    /// Brings orders in: snapshots, imports.
    TAKE_ORDERS,
    /// Asks for a cancellation in the customer's name, and withdraws it.
    CANCEL,
    /// Cancels for one of the store's own reasons, and withdraws that.
    STORE_CANCEL,
    /// Says for the warehouse whether an attempt came in time.
    ANSWER,
    /// Decides what needs a person: approved or denied.
    APPROVE,
    /// Moves goods: release, claim or report a shipment, delivery.
    SHIP,
    /// Reports what happened to money, and lets a failed effect be tried again.
    REPORT_MONEY,
    /// Writes notes on an order.
    NOTE,
    /// Tells a customer something again.
    TELL,
    /// Reads figures about many orders.
    SEE_FIGURES,
    /// Invites people, changes their roles, ends their sessions.
    MANAGE_PEOPLE,
    /// Makes, rotates and revokes API keys.
    MANAGE_KEYS,
    /// Changes a seller's terms, partners, webhooks and look.
    MANAGE_SETTINGS,
    /// Runs this server: every seller, its figures, its clocks.
    OPERATE;

    /// The word of the API and of the texts: `see_orders`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word; empty for anything else.
    public static Optional<Right> parse(String word) {
        for (var right : values()) {
            if (right.word().equals(word)) {
                return Optional.of(right);
            }
        }
        return Optional.empty();
    }
}
