package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What two words about one refund make of it.
class DifferenceRulesTests {

    @ParameterizedTest
    @CsvSource(nullValues = "agree", textBlock = """
            done,    done,    agree
            done,    pending, STATE_DIFFERS
            done,    failed,  STATE_DIFFERS
            failed,  failed,  agree
            failed,  done,    STATE_DIFFERS
            failed,  pending, STATE_DIFFERS
            sent,    pending, agree
            sent,    done,    STATE_DIFFERS
            sent,    failed,  STATE_DIFFERS
            unknown, pending, agree
            unknown, done,    OUTCOME_KNOWN
            unknown, failed,  OUTCOME_KNOWN
            """)
    void whatTheySayTogether(String ours, String theirs, DifferenceKind kind) {
        assertThat(DifferenceRules.states(ours, theirs)).isEqualTo(kind);
    }
}
