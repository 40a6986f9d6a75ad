package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Terms that say something else of some goods, and windows that something later begins: the same on the options
/// and when it is asked for, in one request and in many together.
@ByHand
class SpecialTermsTests extends Bench {

    private static final String EXCEPTIONS = """
            {"window": "PT1H", "exceptions": [
              {"name": "last one", "when": {"skus": ["S1"]}, "stages": {"open": "never"},
               "because": "We cannot get another one."},
              {"name": "expensive", "when": {"if": "line.sku == 'S2' && line.quantity > 1"},
               "stages": {"open": "person"}},
              {"name": "slow", "when": {"skus": ["S3"]}, "window": "PT3H"},
              {"name": "any time", "when": {"skus": ["S4"]}, "unlimited": true}]}""";

    @Test
    void theFirstExceptionThatHoldsDecidesAboutItsLines() {
        shop.terms(EXCEPTIONS).expect(201);
        var number = order(1, 2, 1, 1, 1);
        var options = shop.options(number).expect(200);
        assertThat(options.at("/options/0/reason")).isEqualTo("item_excluded");
        assertThat(options.at("/options/0/sentence")).endsWith("“We cannot get another one.”");
        assertThat(options.at("/options/0/rule")).endsWith("-1/cancellation.item_excluded/last one");
        assertThat(options.at("/options/1/reason")).isEqualTo("item_needs_person");
        assertThat(options.at("/options/2/decision")).isEqualTo("granted");
        assertThat(options.at("/options/2/until"))
                .isEqualTo(now().plus(Duration.ofHours(3)).toString());
        assertThat(options.at("/options/3/until")).isEmpty();
        assertThat(options.at("/options/4/until"))
                .isEqualTo(now().plus(Duration.ofHours(1)).toString());

        clock.advance(Duration.ofHours(2));
        var excluded = shop.cancel(number, "1:1").expect(409);
        assertThat(excluded.at("/code")).isEqualTo("item_excluded");
        assertThat(excluded.at("/detail")).endsWith("“We cannot get another one.”");
        assertThat(excluded.at("/rule")).endsWith("-1/cancellation.item_excluded/last one");
        var closed = shop.cancel(number, "5:1").expect(409);
        assertThat(closed.at("/code")).isEqualTo("window_closed");
        assertThat(shop.options(number).at("/options/4/change")).startsWith("It was possible until ");
        assertThat(shop.cancel(number, "3:1 4:1").expect(201).at("/status")).isEqualTo("canceled");
    }

    @Test
    void aPersonDecidesAboutGoodsOfAnException() {
        shop.terms(EXCEPTIONS).expect(201);
        var number = order(1, 2);
        var waiting = shop.cancel(number, "2:2").expect(202);
        assertThat(waiting.at("/because")).isEqualTo("item_needs_person");
        assertThat(shop.answer(waiting.id(), "approved", "").expect(200).at("/status"))
                .isEqualTo("successful");
    }

    @Test
    void aWindowMayBeginWhenTheWarehouseGetsTheUnits() {
        shop.terms("{\"window\": \"2 hours from released\"}").expect(201);
        var number = order(2);
        clock.advance(Duration.ofDays(3));
        assertThat(shop.options(number).at("/options/0/until")).isEmpty();
        shop.release(number, "1:1").expect(200);
        assertThat(shop.options(number).at("/options/0/until"))
                .isEqualTo(now().plus(Duration.ofHours(2)).toString());
        clock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(shop.cancel(number, "1:1").expect(409).at("/code")).isEqualTo("window_closed");
    }

    @Test
    void onlyReasonsThatTheTermsAcceptCount() {
        shop.terms("{\"reasons\": [\"changed_mind\", \"ordered_by_mistake\"]}").expect(201);
        var number = order(1);
        assertThat(shop.ask(number, "{\"reason\": \"found_cheaper\"}", null)
                        .expect(409)
                        .at("/code"))
                .isEqualTo("reason_excluded");
        assertThat(shop.ask(number, "{\"reason\": \"changed_mind\"}", null)
                        .expect(201)
                        .at("/status"))
                .isEqualTo("canceled");
    }

    @Test
    void theStoreCancelsForItsOwnReasonsInSpiteOfAnException() {
        shop.terms(EXCEPTIONS).expect(201);
        var number = order(1);
        assertThat(shop.ask(number, "{\"reason\": \"recall\"}", null)
                        .expect(201)
                        .at("/status"))
                .isEqualTo("canceled");
    }

    @Test
    void aConditionThatCannotBeReadIsRefusedWithItsPlace() {
        var refused = shop.terms("{\"exceptions\": [{\"name\": \"x\", \"when\": {\"if\": \"line.colour == 'red'\"}}]}");
        assertThat(refused.expect(422).at("/errors/0/pointer")).isEqualTo("/exceptions/0/when/if");
        assertThat(refused.at("/errors/0/message")).startsWith("Line 1, column ");
    }
}
