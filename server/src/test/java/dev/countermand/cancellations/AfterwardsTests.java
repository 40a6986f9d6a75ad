package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What may be done once the window is over: by a person, as an attempt, or not at all.
@ByHand
class AfterwardsTests extends Bench {

    @Autowired
    Cancellations cancellations;

    private String order(String afterwards) {
        var put = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send(
                        "PUT",
                        "/v1/sellers/" + shop.seller + "/policy",
                        "application/yaml",
                        "policy: 1\nlaw: none\ncancel:\n  window: 45 minutes\n  afterwards: " + afterwards + "\n");
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(1));
        shop.order("W1", now(), 2);
        return "W1";
    }

    @Test
    void inTimeItIsAtOnceAndAfterwardsAPersonDecides() {
        var number = order("{open: person}");
        var before = shop.options(number).expect(200);
        assertThat(before.at("/options/0/decision")).isEqualTo("granted");
        assertThat(before.at("/options/0/until")).isNotEmpty();
        shop.cancel(number, "1:1").expect(201);

        clock.advance(Duration.ofMinutes(46));
        var after = shop.options(number).expect(200);
        assertThat(after.at("/options/0/decision")).isEqualTo("needs_person");
        assertThat(after.at("/options/0/reason")).isEqualTo("late_needs_person");
        assertThat(after.at("/options/0/sentence")).contains("has passed").contains("24 hours");
        assertThat(after.at("/options/0/until")).isEmpty();
        var waiting = shop.cancel(number, "1:1").expect(202);
        assertThat(waiting.at("/because")).isEqualTo("late_needs_person");
        assertThat(Replayed.all(cancellations.of(ref(number)))).isEqualTo(2);
    }

    @Test
    void whatIsBeingPackedMayBeAnAttemptWithoutAnEnd() {
        var number = order("{released: allowed}");
        clock.advance(Duration.ofHours(3));
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("window_closed");
        shop.release(number, "1:1");
        var attempt = shop.options(number).expect(200);
        assertThat(attempt.text()).contains("\"attempt\"").contains("\"window_closed\"");
        assertThat(shop.cancel(number, "1:1").expect(202).at("/status")).isEqualTo("attempting");
    }
}
