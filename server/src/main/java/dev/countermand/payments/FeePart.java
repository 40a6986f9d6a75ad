package dev.countermand.payments;

/// What one of an order's fees for canceling came to so far, in minor units.
///
/// @param base what would have gone back of the goods that bear it, whether it had been paid or not
/// @param withheld of it, what was
record FeePart(long base, long withheld) {

    static final FeePart NOTHING = new FeePart(0, 0);

    FeePart plusBase(long more) {
        return new FeePart(base + more, withheld);
    }

    FeePart plusWithheld(long more) {
        return new FeePart(base, withheld + more);
    }
}
