package dev.countermand.connectors.sandbox.town;

/// How a company behaves, in percent.
///
/// @param yes of what it is asked, it does so much
/// @param no refuses so much
/// @param never says nothing about so much; the three sum to 100
/// @param late of its answers, so many come `lateSeconds` later
/// @param twice so many are told twice
/// @param early so many are told before the response to the call they answer
/// @param lost of its responses, so many are lost: what was asked is done, and the connection is cut or
/// the response
///     is a 500
/// @param delaySeconds how long it takes for anything else
/// @param quirks what only a payment provider does
/// @param seed the same seed throws the same dice for the same orders and charges
public record Odds(
        int yes,
        int no,
        int never,
        int late,
        int twice,
        int early,
        int lost,
        int delaySeconds,
        int lateSeconds,
        long seed,
        Quirks quirks) {

    /// What only a payment provider does, in percent.
    ///
    /// @param failsLater of the refunds that succeeded, so many fail `lateSeconds` later
    /// @param balance of the refunds, so many find that the shop's balance does not suffice
    /// @param dispute of the refunds, so many find that the customer's bank disputes the charge; the
    /// dispute ends
    ///     `lateSeconds` later, every other one for the shop
    public record Quirks(int failsLater, int balance, int dispute) {

        public static final Quirks NONE = new Quirks(0, 0, 0);

        boolean isSound() {
            return isPercent(failsLater) && isPercent(balance) && isPercent(dispute);
        }
    }

    public Odds(
            int yes,
            int no,
            int never,
            int late,
            int twice,
            int early,
            int lost,
            int delaySeconds,
            int lateSeconds,
            long seed) {
        this(yes, no, never, late, twice, early, lost, delaySeconds, lateSeconds, seed, Quirks.NONE);
    }

    /// The same with these quirks.
    public Odds with(Quirks other) {
        return new Odds(yes, no, never, late, twice, early, lost, delaySeconds, lateSeconds, seed, other);
    }

    /// Whether it can be meant.
    public boolean isSound() {
        return yes + no + never == 100
                && isPercent(yes)
                && isPercent(no)
                && isPercent(never)
                && isPercent(late)
                && isPercent(twice)
                && isPercent(early)
                && isPercent(lost)
                && isDuration(delaySeconds)
                && isDuration(lateSeconds)
                && quirks.isSound();
    }

    private static boolean isPercent(int value) {
        return value >= 0 && value <= 100;
    }

    private static boolean isDuration(int seconds) {
        return seconds >= 0 && seconds <= 31_536_000;
    }
}
