package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// A no is an answer: with its reason, what is in the way, and what is still possible.
@ByHand
class RefusalTests extends Bench {

    @Test
    void nothingCancelableIsRefusedWithTheReasonAndWhatIsStillPossible() {
        var number = released(2);
        shop.claim(number, "p1", "").expect(201);
        var no = shop.cancel(number, "").expect(409);
        assertThat(no.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(no.at("/code")).isEqualTo("already_shipped");
        assertThat(no.at("/detail")).isEqualTo("These items have already left the warehouse.");
        assertThat(no.at("/rule")).isEqualTo("default-1/cancellation.already_shipped");
        assertThat(no.at("/lines/0/because")).isEqualTo("already_shipped");
        assertThat(no.number("/lines/0/units/shipped")).isEqualTo(2);
        assertThat(no.body().path("existing")).isEmpty();
        assertThat(no.body().path("options")).isNotEmpty();
        assertThat(no.at("/options/0/reason")).isEqualTo("already_shipped");
        assertThat(shop.units(number, "1")).isEqualTo("shipped 2");
    }

    @Test
    void aRefusalIsKeptAndCanBeRead() {
        var number = released(1);
        shop.claim(number, "p1", "").expect(201);
        var no = shop.cancel(number, "").expect(409);
        var kept = shop.read(no.at("/cancellation")).expect(200);
        assertThat(kept.at("/status")).isEqualTo("refused");
        assertThat(kept.at("/because")).isEqualTo("already_shipped");
        assertThat(kept.number("/lines/0/refused")).isEqualTo(1);
        assertThat(shop.kinds(number)).containsExactly("refused");
        assertThat(shop.facts(number).getFirst().at("/data/because").asString()).isEqualTo("already_shipped");
        assertThat(queued(number)).isEmpty();
    }

    @Test
    void whatIsCanceledAlreadyNamesTheCancellation() {
        var number = order(2);
        var first = shop.cancel(number, "").expect(201).id();
        var no = shop.cancel(number, "").expect(409);
        assertThat(no.at("/code")).isEqualTo("already_canceled");
        assertThat(no.body().path("existing")).hasSize(1);
        assertThat(no.at("/existing/0")).isEqualTo(first);
    }

    @Test
    void whatIsBeingCanceledNamesTheAttempt() {
        var number = released(2);
        var first = shop.cancel(number, "").expect(202).id();
        var no = shop.cancel(number, "1:1").expect(409);
        assertThat(no.at("/code")).isEqualTo("pending");
        assertThat(no.at("/existing/0")).isEqualTo(first);
        assertThat(shop.read(first).number("/lines/0/pending")).isEqualTo(2);
    }

    @Test
    void whatWasDeliveredIsTooLateToCancel() {
        var number = released(1);
        var parcel = shop.claim(number, "p1", "").expect(201);
        shop.post("/v1/shipments/" + parcel.at("/publicId") + "/events", "{\"status\": \"delivered\"}")
                .expect(201);
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("already_delivered");
    }

    @Test
    void moreThanIsAvailableMovesNothing() {
        var number = order(3, 1);
        shop.claim(number, "p1", "1:2").expect(201);
        var no = shop.cancel(number, "1:2 2:1").expect(409);
        assertThat(no.at("/code")).isEqualTo("already_shipped");
        assertThat(shop.units(number, "1")).isEqualTo("open 1 shipped 2");
        assertThat(shop.units(number, "2")).isEqualTo("open 1");
        shop.cancel(number, "1:1 2:1").expect(201);
    }

    @Test
    void moreThanWasOrderedIsInvalidAndNamesThePlace() {
        var number = order(2, 1);
        var no = shop.cancel(number, "2:1 1:3").expect(422);
        assertThat(no.at("/code")).isEqualTo("invalid");
        assertThat(no.at("/errors/0/pointer")).isEqualTo("/lines/1/quantity");
        assertThat(shop.list(number).body().path("cancellations")).isEmpty();
    }

    @Test
    void unknownLinesAreInvalidAndAllAreNamed() {
        var number = order(2);
        var no = shop.cancel(number, "7:1 1:1 8:1").expect(422);
        assertThat(no.at("/errors/0/pointer")).isEqualTo("/lines/0/line");
        assertThat(no.at("/errors/1/pointer")).isEqualTo("/lines/2/line");
        assertThat(shop.units(number, "1")).isEqualTo("open 2");
    }

    @Test
    void afterTheWindowTheShopperIsRefusedAndTheStoreIsNot() {
        shop.terms("{\"window\": \"PT2H\"}").expect(201);
        var number = order(2);
        clock.advance(Duration.ofHours(2));
        shop.cancel(number, "1:1").expect(201);
        clock.advance(Duration.ofMillis(1));
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("window_closed");
        shop.ask(number, "{\"reason\": \"price_error\"}", null).expect(201);
    }

    @Test
    void kindsThatTheTermsExcludeAreRefused() {
        shop.terms("{\"refusedKinds\": [\"personalized\"]}").expect(201);
        shop.put(
                        "W1001",
                        now(),
                        "{\"line\": \"1\", \"sku\": \"S\", \"title\": \"Ring\", \"quantity\": 1, \"unitPrice\": 1000,"
                                + " \"kind\": \"personalized\"}",
                        1500)
                .expect(201);
        assertThat(shop.cancel("W1001", "").expect(409).at("/code")).isEqualTo("kind_excluded");
    }

    @Test
    void digitalGoodsAreCancelableUntilTheyAreAccessed() {
        var line = "{\"line\": \"1\", \"sku\": \"S\", \"title\": \"Song\", \"quantity\": 1, \"unitPrice\": 1000,"
                + " \"kind\": \"digital\"%s}";
        shop.put("W1", now(), line.formatted(""), 1500).expect(201);
        shop.put("W2", now(), line.formatted(", \"accessedAt\": \"" + now() + "\""), 1500)
                .expect(201);
        shop.cancel("W1", "").expect(201);
        assertThat(shop.cancel("W2", "").expect(409).at("/code")).isEqualTo("already_accessed");
        assertThat(shop.ask("W2", "{\"reason\": \"recall\"}", null).expect(409).at("/code"))
                .isEqualTo("already_accessed");
    }

    @Test
    void aStageThatTheTermsExcludeIsRefused() {
        shop.terms("{\"released\": \"never\"}").expect(201);
        var number = released(1);
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("stage_excluded");
    }

    @Test
    void everyReasonHasItsWords() {
        for (var reason : CancellationReason.values()) {
            var key = "cancellations.reason." + reason.word();
            assertThat(texts.knows(key + ".name")).as(key).isTrue();
            assertThat(texts.knows(key + ".sentence")).as(key).isTrue();
        }
        for (var reason : RequestReason.values()) {
            assertThat(texts.knows("cancellations.request." + reason.word()))
                    .as(reason.word())
                    .isTrue();
        }
        for (var status : CancellationStatus.values()) {
            assertThat(texts.knows("cancellations.status." + status.word().toLowerCase(Locale.ROOT) + ".sentence"))
                    .isTrue();
        }
    }

    @org.springframework.beans.factory.annotation.Autowired
    dev.countermand.site.Texts texts;
}
