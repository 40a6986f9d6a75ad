package dev.countermand.payments;

import java.util.Set;

/// How money goes back, as a value from the caller's terms.
///
/// @param shipping what happens to the price of shipping when a part of the order goes back:
///     `never` (it is kept), `always` (each unit's share goes back with it) or `with_last_unit`
///     (all of it goes back with the order's last unit; until then it belongs to the units that
///     stay)
public record RefundTerms(String shipping) {

    static final String NEVER = "never";
    static final String ALWAYS = "always";
    static final String WITH_LAST_UNIT = "with_last_unit";

    /// Fails with `IllegalArgumentException` for any other word.
    public RefundTerms {
        if (!Set.of(NEVER, ALWAYS, WITH_LAST_UNIT).contains(shipping)) {
            throw new IllegalArgumentException("no such terms of shipping: " + shipping);
        }
    }

    boolean keepsShipping() {
        return shipping.equals(NEVER);
    }

    boolean waitsForLastUnit() {
        return shipping.equals(WITH_LAST_UNIT);
    }
}
