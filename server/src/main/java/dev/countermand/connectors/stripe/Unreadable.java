package dev.countermand.connectors.stripe;

/// Thrown when something at Stripe could not be read, with a sentence for the desk.
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why.
    enum Why {
        /// There is no answer, or not now.
        NO_ANSWER,
        /// The answer is not what it should be.
        NOT_UNDERSTOOD,
        /// Stripe says that there is no such thing.
        NOT_THERE,
        /// It is in another currency than the order.
        OTHER_CURRENCY
    }

    private final Why why;

    Unreadable(Why why, String sentence) {
        super(sentence, null, false, false);
        this.why = why;
    }

    static Unreadable without(String what) {
        return new Unreadable(Why.NOT_UNDERSTOOD, "Stripe's answer has no " + what + " that can be understood.");
    }

    /// Whether it would be the same if it were read again.
    boolean isCertain() {
        return why == Why.NOT_THERE || why == Why.OTHER_CURRENCY;
    }
}
