package dev.countermand.notifications.proof;

import java.util.Locale;

/// What the check of a signature found.
public enum Finding {
    /// Signed by one of the keys, and not one character was changed since.
    GENUINE,
    /// Names one of the keys, but this is not what that key signed: it was altered, or never signed.
    ALTERED,
    /// Says of itself that nobody signed it (`alg` is `none`).
    UNSIGNED,
    /// Signed, or said to be, by a key that is not among these: somebody else's, or an invented one.
    FOREIGN_KEY,
    /// Signed in a way in which receipts are never signed.
    FOREIGN_ALGORITHM,
    /// A part of it is missing.
    INCOMPLETE,
    /// Genuinely signed, but it is something else than what was asked for.
    ANOTHER_THING,
    /// Nothing in it is a receipt.
    NOTHING_THERE;

    /// The name in texts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
