package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The options say beforehand what a request will be answered.
@ByHand
class OptionsTests extends Bench {

    private List<String> said(String number) {
        var options = shop.options(number).expect(200).body().path("options");
        return StreamSupport.stream(options.spliterator(), false)
                .filter(option -> option.path("remedy").asString().equals("cancel"))
                .map(option -> String.join(
                        " ",
                        option.path("line").asString(),
                        option.path("decision").asString(),
                        option.path("how").asString("-"),
                        option.path("quantity").asString(),
                        option.path("reason").asString("-"),
                        option.path("rule").asString()))
                .toList();
    }

    @Test
    void everyUnitOfEveryLineHasItsAnswer() {
        var number = order(5, 1);
        shop.release(number, "1:4").expect(200);
        shop.claim(number, "p1", "1:1").expect(201);
        shop.cancel(number, "2:1").expect(201);
        assertThat(said(number))
                .containsExactly(
                        "1 granted at_once 1 - default-1/cancellation.open",
                        "1 granted attempt 3 - default-1/cancellation.released",
                        "1 refused - 1 already_shipped default-1/cancellation.already_shipped",
                        "2 refused - 1 already_canceled default-1/cancellation.already_canceled");
    }

    @Test
    void anOptionSaysMoneyAndUntilWhen() {
        shop.terms("{\"window\": \"PT2H\"}").expect(201);
        var number = order(2);
        var option = shop.options(number).expect(200).body().at("/options/0");
        assertThat(option.at("/money/total").asInt()).isEqualTo(2500);
        assertThat(option.path("until").asString())
                .isEqualTo(now().plus(Duration.ofHours(2)).toString());
        assertThat(option.path("sentence").asString()).isEqualTo("Can be canceled at once.");
    }

    @Test
    void aRefusedOptionSaysWhatWouldChangeIt() {
        shop.terms("{\"window\": \"PT2H\"}").expect(201);
        var number = order(2);
        clock.advance(Duration.ofHours(3));
        var option = shop.options(number).expect(200).body().at("/options/0");
        assertThat(option.path("reason").asString()).isEqualTo("window_closed");
        assertThat(option.path("change").asString()).isNotEmpty();
        assertThat(option.has("money")).isFalse();
    }

    @Test
    void whatNeedsAPersonSaysSo() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        assertThat(said(released(2)))
                .containsExactly(
                        "1 needs_person - 2 stage_needs_person " + shop.seller + "-1/cancellation.stage_needs_person");
    }

    @Test
    void whatTheRulesLookedAtIsToldWithTheAnswer() {
        var facts = shop.options(order(2)).expect(200).body().at("/options/0/facts");
        assertThat(facts.path("kind").asString()).isEqualTo("physical");
        assertThat(facts.path("country").asString()).isEqualTo("DE");
        assertThat(facts.path("units").path("open").asInt()).isEqualTo(2);
        assertThat(facts.path("price").asLong()).isEqualTo(1000);
        assertThat(facts.path("at").asString()).isEqualTo(now().toString());
        assertThat(facts.has("channel")).as("what the shop did not tell").isFalse();
    }
}
