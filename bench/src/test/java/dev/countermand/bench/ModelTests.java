package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The yardstick itself: which sequences of answers one order can give, and which it cannot.
class ModelTests {

    private static final Step EVERYTHING = new Step.Cancel(null);
    private static final Step SHIP = new Step.Claim(null);
    private static final Step RELEASE = new Step.Release();

    private static Seen answered(int status, String code) {
        return new Seen(status, code, "a" + status, Map.of());
    }

    private static Seen reads(int open, int released, int stopping, int canceled, int shipped) {
        return new Seen(200, "", "", Map.of(0, new Model.Line(open, released, stopping, canceled, shipped)));
    }

    private static boolean explains(Object... stepsAndAnswers) {
        @Nullable Model model = Model.of(List.of(3));
        for (int i = 0; i < stepsAndAnswers.length && model != null; i += 2) {
            model = model.after((Step) stepsAndAnswers[i], (Seen) stepsAndAnswers[i + 1]);
        }
        return model != null;
    }

    @Test
    void whatIsCanceledCannotBeShippedAndTheOtherWayRound() {
        assertThat(explains(EVERYTHING, answered(201, ""), SHIP, answered(409, "units_canceled")))
                .isTrue();
        assertThat(explains(EVERYTHING, answered(201, ""), SHIP, answered(201, "")))
                .isFalse();
        assertThat(explains(SHIP, answered(201, ""), EVERYTHING, answered(409, "already_shipped")))
                .isTrue();
        assertThat(explains(SHIP, answered(201, ""), EVERYTHING, answered(201, "")))
                .isFalse();
        assertThat(explains(SHIP, answered(201, ""), SHIP, answered(201, ""))).isFalse();
    }

    @Test
    void aRefusalMustHaveAReasonThatStands() {
        assertThat(explains(EVERYTHING, answered(409, "already_canceled"))).isFalse();
        assertThat(explains(SHIP, answered(409, "units_canceled"))).isFalse();
        assertThat(explains(SHIP, answered(201, ""), EVERYTHING, answered(409, "conflict")))
                .isFalse();
    }

    @Test
    void releasedUnitsAreAnAttemptAndTheAnswerSettlesIt() {
        var stopped = new Step.Answer("a202", true);
        var tooLate = new Step.Answer("a202", false);
        var done = answered(200, "");

        assertThat(explains(RELEASE, done, EVERYTHING, answered(201, ""))).isFalse();
        assertThat(explains(RELEASE, done, EVERYTHING, answered(202, ""), stopped, done, stopped, done))
                .isTrue();
        assertThat(explains(RELEASE, done, EVERYTHING, answered(202, ""), stopped, done, tooLate, done))
                .isFalse();
        assertThat(explains(
                        RELEASE,
                        done,
                        EVERYTHING,
                        answered(202, ""),
                        SHIP,
                        answered(201, ""),
                        stopped,
                        answered(409, "verdict_final")))
                .isTrue();
        assertThat(explains(RELEASE, done, EVERYTHING, answered(202, ""), SHIP, answered(201, ""), stopped, done))
                .isFalse();
    }

    @Test
    void aReaderSeesExactlyTheUnitsOfThatMoment() {
        var one = new Step.Cancel(Map.of(0, 1));
        var read = new Step.Read();

        assertThat(explains(one, answered(201, ""), read, reads(2, 0, 0, 1, 0))).isTrue();
        assertThat(explains(one, answered(201, ""), read, reads(3, 0, 0, 0, 0))).isFalse();
    }

    @Test
    void onlyStepsThatOverlapMayChangePlaces() {
        var claim = new History.Event(SHIP, answered(201, ""), 0, 10);
        var late = new History.Event(new Step.Read(), reads(3, 0, 0, 0, 0), 11, 20);
        var meanwhile = new History.Event(new Step.Read(), reads(3, 0, 0, 0, 0), 5, 20);

        assertThat(history(claim, late).isExplained()).isFalse();
        assertThat(history(claim, meanwhile).isExplained()).isTrue();
    }

    private static History history(History.Event... events) {
        var history = new History(Model.of(List.of(3)));
        List.of(events).forEach(history::add);
        return history;
    }
}
