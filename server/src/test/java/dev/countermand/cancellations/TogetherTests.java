package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Requests that come at the same moment share a transaction; nobody can tell.
@ByHand
class TogetherTests extends Bench {

    private static final String WHOLE = "{\"reason\": \"changed_mind\", \"note\": \"Grüße\\t\\\\ and \\\"more\\\"\"}";
    private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "operator", Set.of(), null, Actor.Channel.API);

    @Autowired
    Cancellations cancellations;

    @Autowired
    CaseLog log;

    @Autowired
    PlatformTransactionManager transactions;

    private List<Optional<Cancellations.Granted>> together(String... numbers) {
        var wanted = new ArrayList<Cancellations.Wanted>();
        for (var number : numbers) {
            wanted.add(new Cancellations.Wanted(
                    new SellerId(shop.seller),
                    number,
                    null,
                    RequestReason.CHANGED_MIND,
                    "Grüße\t\\ and \"more\"",
                    null,
                    Payout.SOURCE,
                    OPERATOR));
        }
        return new TransactionTemplate(transactions).execute(status -> cancellations.ask(wanted));
    }

    private String traces(String number) {
        var id = ref(number).id().value();
        var tables = new ArrayList<String>();
        for (var table : List.of(
                "orders.line",
                "orders.move",
                "orders.in_stage",
                "cancellations.attempt",
                "payments.bill",
                "payments.share",
                "payments.payment",
                "payments.effect",
                "cases.fact",
                "cases.unlisted")) {
            tables.add(table + ": " + rows(table, "order_id", id));
        }
        tables.add(rows("payments.effect_step s", "s.effect_id in (select id from payments.effect where order_id", id));
        tables.add(rows(
                "cancellations.attempt_line l",
                "l.attempt_id in (select id from cancellations.attempt where order_id",
                id));
        // What must differ: identifiers, hashes, ciphers, and the order's own number.
        return String.join("\n", tables)
                .replaceAll("[a-z]{3}_[0-9a-f]{32}", "ID")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "ID")
                .replaceAll("\\\\\\\\x[0-9a-f]*", "BYTES")
                .replaceAll("\"part\": ?\\d+", "PART")
                .replaceAll("T\\d\\d-\\d", "NUMBER")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|\\+00:00)", "TIME");
    }

    private String rows(String table, String where, Object id) {
        var close = where.contains("(") ? ")" : "";
        return jdbc.sql("select coalesce(json_agg(to_jsonb(t) order by to_jsonb(t)::text)::text, '') from "
                        + table.replaceAll(" .*", "") + " t where " + where.replaceAll("\\b[sl]\\.", "t.") + " = :id"
                        + close)
                .param("id", id)
                .query(String.class)
                .single();
    }

    @Test
    void whatIsDoneTogetherLeavesTheSameTraceAsWhatIsDoneAlone() {
        var alone = shop.order("T10-1", now(), 2, 1);
        var first = shop.order("T10-2", now(), 2, 1);
        var second = shop.order("T10-3", now(), 2, 1);
        shop.ask(alone, WHOLE, null).expect(201);
        assertThat(together(first, second)).allMatch(Optional::isPresent);
        assertThat(traces(first)).isEqualTo(traces(alone)).contains("Grüße").contains("effect");
        assertThat(traces(second)).isEqualTo(traces(alone));
        assertThat(log.verify(ref(first).id())).isEmpty();
    }

    @Test
    void theOrderIsAnsweredAsItStandsAfterwards() {
        var number = shop.order("T20-1", now(), 3);
        var other = shop.order("T20-2", now(), 1);
        var granted = together(number, other).getFirst().orElseThrow();
        assertThat(granted.order()).isEqualTo(orders.find(ref(number).id()).orElseThrow());
        var read = cancellations.find(granted.cancellation().id()).orElseThrow();
        assertThat(Json.tree(Json.write(read))).isEqualTo(Json.tree(Json.write(granted.cancellation())));
    }

    @Test
    void whatIsNotPlainIsLeftOutAndNothingIsWrittenOfIt() {
        var plain = shop.order("T30-1", now(), 1);
        var packed = shop.order("T30-2", now(), 1);
        shop.release(packed, "").expect(200);
        var canceled = shop.order("T30-3", now(), 1);
        shop.cancel(canceled, "").expect(201);
        var pending = shop.order("T30-4", now(), 2);
        shop.release(pending, "1:1").expect(200);
        shop.cancel(pending, "1:2").expect(202);
        var before = List.of(traces(packed), traces(canceled), traces(pending));
        var results = together(plain, packed, canceled, pending, "T30-5");
        assertThat(results.stream().map(Optional::isPresent)).containsExactly(true, false, false, false, false);
        assertThat(List.of(traces(packed), traces(canceled), traces(pending))).isEqualTo(before);
    }

    @Test
    void aCrowdGetsTheAnswersThatEachOfThemWouldHaveGotAlone() throws Exception {
        var calls = new ArrayList<Supplier<Shop.Reply>>();
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < 48; i++) {
            var number = shop.order("T40-" + i, now(), 2);
            if (i % 8 == 5) {
                shop.release(number, "").expect(200);
            }
            if (i % 8 == 6) {
                shop.cancel(number, "").expect(201);
            }
            var body = i % 8 == 7 ? "{\"reason\": \"other\", \"lines\": [{\"line\": \"9\", \"quantity\": 1}]}" : WHOLE;
            var key = i % 2 == 0 ? "crowd-" + i : null;
            calls.add(() -> shop.ask(number, body, key));
            expected.add(Map.of(5, 202, 6, 409, 7, 422).getOrDefault(i % 8, 201));
        }
        calls.add(() -> shop.ask("T40-unknown", WHOLE, "crowd-unknown"));
        expected.add(404);
        var replies = atOnce(calls);
        assertThat(replies.stream().map(Shop.Reply::status)).isEqualTo(expected);
        var again = atOnce(calls.stream().toList());
        for (int i = 0; i < 48; i += 2) {
            if (expected.get(i) != 422) {
                assertThat(again.get(i).text()).isEqualTo(replies.get(i).text());
            }
            assertThat(log.verify(ref("T40-" + i).id())).isEmpty();
        }
    }

    @Test
    void manyCallersOfOneOrderGetOneEffectAndTheSameBytes() throws Exception {
        var number = shop.order("T50-1", now(), 3);
        var others = new ArrayList<Supplier<Shop.Reply>>();
        for (int i = 0; i < 8; i++) {
            var other = shop.order("T51-" + i, now(), 1);
            others.add(() -> shop.ask(other, WHOLE, null));
        }
        for (int i = 0; i < 24; i++) {
            others.add(() -> shop.ask(number, WHOLE, "same"));
        }
        var replies = atOnce(others);
        assertThat(replies.stream().map(Shop.Reply::status)).containsOnly(201);
        assertThat(replies.subList(8, 32).stream().map(Shop.Reply::text).distinct())
                .hasSize(1);
        assertThat(shop.kinds(number)).containsExactly("canceled");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
    }

    private static List<Shop.Reply> atOnce(List<Supplier<Shop.Reply>> calls) throws Exception {
        var ready = new CountDownLatch(calls.size());
        try (var callers = Executors.newFixedThreadPool(calls.size())) {
            var futures = new ArrayList<Future<Shop.Reply>>();
            for (var call : calls) {
                futures.add(callers.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.get();
                }));
            }
            var replies = new ArrayList<Shop.Reply>();
            for (var future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }
}
