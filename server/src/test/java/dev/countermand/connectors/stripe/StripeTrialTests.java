package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// A key is tried out by reading.
class StripeTrialTests extends StripeBench {

    @Test
    void saysWhatTheKeyMayNotRead() {
        var trial = new StripeTrial(accounts, new StripeClient(calls, stripe.url()));
        assertThat(trial.run(seller, actor)).hasSize(4).allMatch(StripeTrial.Check::good);
        stripe.forbidden = "/v1/disputes";
        assertThat(trial.run(seller, actor))
                .filteredOn(check -> !check.good())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.what()).isEqualTo("disputes");
                    assertThat(check.message()).contains("required permissions");
                });
        assertThat(posts()).isZero();
        accounts.forget(seller, actor);
        assertThatThrownBy(() -> trial.run(seller, actor)).hasMessageContaining("nothing here");
    }

    @Test
    void aKeyThatIsNotStripesIsRefusedThere() {
        accounts.set(seller, "rk_live_somebodyElses12", null, actor);
        var trial = new StripeTrial(accounts, new StripeClient(calls, stripe.url()));
        assertThat(trial.run(seller, actor)).noneMatch(StripeTrial.Check::good);
    }
}
