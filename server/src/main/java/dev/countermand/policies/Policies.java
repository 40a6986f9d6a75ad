package dev.countermand.policies;

import dev.countermand.kernel.SellerId;
import java.time.Instant;

/// The terms of the sellers: versioned, never edited in place.
public class Policies {

    /// The terms that were in force for this seller at that instant; the built-in default ones where he has none.
    public Terms inForce(SellerId seller, Instant at) {
        throw new UnsupportedOperationException();
    }
}
