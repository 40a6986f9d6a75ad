package dev.countermand.payments;

/// What changes in a payment's counters, in minor units. Each kind of step has a name; whoever
/// wants two joins them.
record Change(
        long captured,
        long voided,
        long voidOpen,
        long refunded,
        long refundOpen,
        long failed,
        long lost,
        long disputed) {

    static final Change NONE = new Change(0, 0, 0, 0, 0, 0, 0, 0);

    /// Money was taken.
    static Change captured(long amount) {
        return new Change(amount, 0, 0, 0, 0, 0, 0, 0);
    }

    /// An effect promises it.
    static Change promised(EffectKind kind, long amount) {
        return open(kind, amount);
    }

    /// What an effect had promised, nobody promises any more: other effects take its place.
    static Change dropped(EffectKind kind, long amount) {
        return open(kind, -amount);
    }

    /// What an effect had promised, moved.
    static Change fulfilled(EffectKind kind, long amount) {
        return open(kind, -amount).plus(moved(kind, amount));
    }

    /// It moved without any effect of ours; negative when it came back.
    static Change moved(EffectKind kind, long amount) {
        return switch (kind) {
            case VOID -> new Change(0, amount, 0, 0, 0, 0, 0, 0);
            case REFUND, CREDIT -> new Change(0, 0, 0, amount, 0, 0, 0, 0);
        };
    }

    /// What an effect had promised, failed for certain.
    static Change failed(EffectKind kind, long amount) {
        return open(kind, -amount).plus(new Change(0, 0, 0, 0, 0, amount, 0, 0));
    }

    /// What had moved for an effect, came back.
    static Change reversed(EffectKind kind, long amount) {
        return moved(kind, -amount).plus(new Change(0, 0, 0, 0, 0, amount, 0, 0));
    }

    /// What had failed is about to be promised again.
    static Change retried(long amount) {
        return new Change(0, 0, 0, 0, 0, -amount, 0, 0);
    }

    /// The customer's bank disputes so much; negative when it does not any more.
    static Change disputed(long amount) {
        return new Change(0, 0, 0, 0, 0, 0, 0, amount);
    }

    /// So much went with a lost dispute; negative when it was won after all.
    static Change lost(long amount) {
        return new Change(0, 0, 0, 0, 0, 0, amount, 0);
    }

    Change plus(Change other) {
        return new Change(
                captured + other.captured,
                voided + other.voided,
                voidOpen + other.voidOpen,
                refunded + other.refunded,
                refundOpen + other.refundOpen,
                failed + other.failed,
                lost + other.lost,
                disputed + other.disputed);
    }

    private static Change open(EffectKind kind, long amount) {
        return switch (kind) {
            case VOID -> new Change(0, 0, amount, 0, 0, 0, 0, 0);
            case REFUND, CREDIT -> new Change(0, 0, 0, 0, amount, 0, 0, 0);
        };
    }
}
