package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other shops decide about canceling, as documents of ours: where they differ from each other, so do the
/// documents. Each row is a fact of one of their tests, asked of the running server.
@ByHand
class PlatformPolicyTests extends Bench {

    /// A shop that packs at once and cancels no order of which something is packed.
    private static final String MEDUSA = "policy: 1\ncancel: {released: never}\n";

    /// A shop that cancels until it ships.
    private static final String SOLIDUS = "policy: 1\ncancel: {open: allowed, released: allowed}\n";

    /// Asked at another place.
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("medusa-7", "payments"),
            Map.entry("medusa-8", "payments"),
            Map.entry("medusa-9", "payments"),
            Map.entry("medusa-10", "payments"),
            Map.entry("medusa-11", "payments"),
            Map.entry("medusa-12", "payments"),
            Map.entry("medusa-13", "payments"),
            Map.entry("medusa-14", "payments"),
            Map.entry("medusa-15", "payments"),
            Map.entry("solidus-5", "payments"),
            Map.entry("sylius-1", "payments"),
            Map.entry("sylius-3", "payments"),
            Map.entry("solidus-8", "RemedyRulesTests"),
            Map.entry("solidus-11", "RemedyRulesTests"),
            Map.entry("solidus-12", "RemedyRulesTests"),
            Map.entry("solidus-13", "RemedyRulesTests"));

    /// Nothing that terms could say: each with why.
    private static final Map<String, String> NOT_OURS = Map.of(
            "medusa-5", "which goods go into one parcel is the warehouse's matter",
            "medusa-6", "comes with returns",
            "solidus-9", "comes with returns",
            "solidus-10", "only complete orders are taken in");

    private static final Set<String> HERE = new TreeSet<>(Set.of(
            "medusa-1",
            "medusa-2",
            "medusa-3",
            "medusa-4",
            "solidus-1",
            "solidus-2",
            "solidus-3",
            "solidus-4",
            "solidus-6",
            "solidus-7",
            "sylius-2"));

    private void policy(String document) {
        Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", document);
    }

    /// Units of one line, brought to where the case begins.
    private String given(String stage) {
        var number = order(2);
        switch (stage) {
            case "packed" -> shop.release(number, "1:1").expect(200);
            case "all packed" -> shop.release(number, "").expect(200);
            case "part shipped" -> shop.claim(number, "p1", "1:1").expect(201);
            case "shipped" -> shop.claim(number, "p1", "").expect(201);
            case "canceled" -> shop.cancel(number, "").expect(201);
            default -> assertThat(stage).isEqualTo("placed");
        }
        return number;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            medusa-1  | medusa  | placed       | 201 canceled
            medusa-2  | medusa  | packed       | 409 stage_excluded
            solidus-1 | solidus | placed       | 201 canceled
            solidus-2 | solidus | canceled     | 409 already_canceled
            solidus-3 | solidus | all packed   | 202 attempting
            solidus-4 | solidus | shipped      | 409 already_shipped
            solidus-6 | solidus | placed       | 201 canceled
            solidus-7 | solidus | part shipped | 409 already_shipped
            sylius-2  | solidus | canceled     | 409 already_canceled
            """)
    void theWholeOrderIsAskedFor(String name, String document, String stage, String expected) {
        assertThat(HERE).contains(name);
        policy(document.equals("medusa") ? MEDUSA : SOLIDUS);
        var number = given(stage);
        var reply = shop.cancel(number, "1:2");
        var word = reply.at("/code").isEmpty() ? reply.at("/status") : reply.at("/code");
        assertThat(reply.status() + " " + word).as(reply.text()).isEqualTo(expected);
        if (name.equals("sylius-2")) {
            assertThat(shop.options(number).at("/options/0/decision")).isEqualTo("refused");
        }
        if (name.equals("solidus-7")) {
            // What is on its way stays where it is.
            assertThat(shop.units(number, "1")).isEqualTo("open 1 shipped 1");
        }
    }

    @Test
    void medusa3WhatThePackersPutBackIsCanceled() {
        policy(SOLIDUS);
        var asked = shop.cancel(given("packed"), "1:2").expect(202);
        assertThat(shop.answer(asked.id(), "stopped", "").expect(200).at("/status"))
                .isEqualTo("successful");
    }

    @Test
    void medusa4DeliveredTwiceIsDeliveredOnce() {
        var number = order(1);
        var parcel = shop.claim(number, "p1", "").expect(201).at("/publicId");
        var event = "{\"status\": \"delivered\", \"at\": \"" + now() + "\"}";
        shop.post("/v1/shipments/" + parcel + "/events", event).expect(201);
        assertThat(shop.post("/v1/shipments/" + parcel + "/events", event).status())
                .isEqualTo(200);
        assertThat(shop.units(number, "1")).isEqualTo("delivered 1");
    }

    @Test
    void everyCaseIsSomewhere() throws IOException {
        var known = new TreeSet<String>();
        try (var in = PlatformPolicyTests.class.getResourceAsStream("/platform-cases/cases.tsv")) {
            new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1)[0])
                    .forEach(known::add);
        }
        var told = new TreeSet<>(HERE);
        told.addAll(ELSEWHERE.keySet());
        told.addAll(NOT_OURS.keySet());
        assertThat(told).isEqualTo(known).hasSize(31);
    }
}
