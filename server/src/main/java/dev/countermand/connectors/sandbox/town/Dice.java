package dev.countermand.connectors.sandbox.town;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Dice that fall the same way for the same seed and subject, in whatever order the calls come. Pure.
///
/// @param subject what is decided about, such as an order's number and how often it was asked about
record Dice(Odds odds, String subject) {

    /// What becomes of something asked.
    enum Outcome {
        YES,
        NO,
        NEVER
    }

    /// How a response gets lost.
    enum Fault {
        /// It arrives.
        NONE,
        /// The connection is cut.
        CUT,
        /// A 500 comes in its place.
        ERROR
    }

    Outcome outcome() {
        if (isNever()) {
            return Outcome.NEVER;
        }
        return isYes("") ? Outcome.YES : Outcome.NO;
    }

    boolean isNever() {
        return percent("never") < odds.never();
    }

    /// Yes or no for one of several things, given that there is an answer at all.
    boolean isYes(String thing) {
        int sure = odds.yes() + odds.no();
        return sure > 0 && percent("yes " + thing) * sure < odds.yes() * 100;
    }

    boolean isLate() {
        return percent("late") < odds.late();
    }

    boolean isTwice() {
        return percent("twice") < odds.twice();
    }

    boolean isEarly() {
        return percent("early") < odds.early();
    }

    boolean failsLater() {
        return percent("fails later") < odds.quirks().failsLater();
    }

    boolean isShortOfMoney() {
        return percent("balance") < odds.quirks().balance();
    }

    boolean isDisputed() {
        return percent("dispute") < odds.quirks().dispute();
    }

    /// Every other dispute is won by the shop.
    boolean isWon() {
        return percent("won") < 50;
    }

    Fault fault() {
        if (percent("lost") >= odds.lost()) {
            return Fault.NONE;
        }
        return percent("how") < 50 ? Fault.CUT : Fault.ERROR;
    }

    private int percent(String what) {
        var crc = new CRC32C();
        crc.update((subject + '\0' + what).getBytes(StandardCharsets.UTF_8));
        return new SplittableRandom(odds.seed() * 0x9E3779B97F4A7C15L + crc.getValue()).nextInt(100);
    }
}
