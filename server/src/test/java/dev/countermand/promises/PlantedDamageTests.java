package dev.countermand.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Each test damages the data in a transaction of its own that is taken back afterwards: a copy that
/// nobody else sees. All constraints are dropped in it first, as an attacker would.
@AppTest
@VerifyHouse
class PlantedDamageTests {

    private static final String SELLER = "damaged";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    Promises promises;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private static Map<String, String> orders = Map.of();
    private static boolean lived;

    @BeforeEach
    void live() {
        if (!lived) {
            lived = true;
            new World(house, port, SELLER).lived();
            var ids = new TreeMap<String, String>();
            jdbc.sql("select number, id from orders.shop_order where seller = :seller")
                    .param("seller", SELLER)
                    .query(row -> {
                        ids.put(row.getString(1), row.getString(2));
                    });
            orders = ids;
        }
    }

    @Test
    void findsNothingInDataAsTheyWereWritten() {
        assertThat(check(new Promises.Scope(null, null))).isEmpty();
        assertThat(orders).hasSize(World.numbers().size());
    }

    // {x} stands for the id of order x.
    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            P1  | canceled_units        | stopped    | update cancellations.attempt_line l set stopped = stopped + 1, requested = requested + 1 from cancellations.attempt a where a.id = l.attempt_id and a.order_id = {stopped}
            P1  | canceled_units        | stopped    | update orders.move set to_stage = 'shipped' where order_id = {stopped} and to_stage = 'canceled'; update orders.line set shipped = canceled, canceled = 0 where order_id = {stopped}; update orders.in_stage set stage = 'shipped' where order_id = {stopped}
            P1  | claim_of_canceled     | tooLate    | update orders.shipment_line set from_canceled = 1 where order_id = {tooLate}
            P1  | parcels_journal       | delivered  | update orders.shipment_line set quantity = 2 where order_id = {delivered}
            P1  | parcels_journal       | despite    | update orders.shipment_line set from_canceled = 0 where order_id = {despite}
            P2  | payment_ceiling       | refunded   | update payments.payment set refunded = captured + 1 where order_id = {refunded}
            P2  | payment_promises      | atOnce     | update payments.payment set void_open = void_open - 100 where order_id = {atOnce}
            P2  | effect_movements      | refunded   | update payments.effect set done = done - 1 where order_id = {refunded}
            P2  | effect_movements      | refunded   | delete from payments.movement where order_id = {refunded} and effect_id is not null
            P2  | bill_shares           | untouched  | update payments.share set goods = goods + 1 where order_id = {untouched} and line = '1'
            P2  | bill_ceiling          | atOnce     | update payments.bill set back = total + 1 where order_id = {atOnce}
            P2  | payment_disputes      | disputed   | update payments.payment set disputed = disputed - 1 where order_id = {disputed}
            P2  | payment_disputes      | disputed   | update payments.dispute set state = 'won' where order_id = {disputed}
            P2  | payment_disputes      | lost       | delete from payments.dispute where order_id = {lost}
            P2  | payment_disputes      | lost       | update payments.dispute set counted = counted - 1 where order_id = {lost}
            P2  | provider_differs      | refunded   | insert into payments.difference (part, id, order_id, seller, source, kind, subject, payment, theirs, currency, reference, at, opened_at, seen_at) select part, gen_random_uuid(), id, seller, 'provider', 'missing_here', 're_1', 'pay1', 700, 'EUR', 're_1', placed_at, placed_at, placed_at from orders.shop_order where id = {refunded}
            P2  | provider_differs      | -          | insert into payments.difference (part, id, seller, source, kind, subject, payment, theirs, currency, reference, at, opened_at, seen_at) select part, gen_random_uuid(), seller, 'provider', 'unknown_payment', 're_2', 'pi_2', 700, 'EUR', 're_2', placed_at, placed_at, placed_at from orders.shop_order where id = {refunded}
            P3  | effect_steps          | refunded   | delete from payments.effect_step s using payments.effect e where e.id = s.effect_id and e.order_id = {refunded} and s.state = 'sent'
            P3  | effect_steps          | atOnce     | update payments.effect set sent_at = null, action = null where order_id = {atOnce}
            P3  | effect_promised       | atOnce     | insert into payments.effect (part, id, order_id, seq, payment_id, kind, amount, cause_kind, cause_id, state, planned_at, due_at) select part, gen_random_uuid(), order_id, 99, payment_id, kind, 1, cause_kind, cause_id, 'planned', planned_at, planned_at from payments.effect where order_id = {atOnce}
            P3  | effect_promised       | atOnce     | update payments.effect set amount = amount + 1 where order_id = {atOnce}
            P3  | effect_missing        | atOnce     | delete from payments.effect where order_id = {atOnce}
            P4  | unknown_hidden        | atOnce     | update payments.effect set state = 'unknown', unknown_since = sent_at - interval '1 day' where order_id = {atOnce}; delete from cases.queue_item where order_id = {atOnce}
            P4  | left_alone            | atOnce     | update payments.effect set answered_at = null, due_at = null where order_id = {atOnce}
            P5  | no_verdict            | attempting | update cancellations.attempt set deadline = deadline - interval '2 days' where order_id = {attempting}
            P5  | status_and_units      | tooLate    | update cancellations.attempt set status = 'successful' where order_id = {tooLate}
            P5  | verdict_recorded      | tooLate    | update cancellations.attempt set status = 'successful' where order_id = {tooLate}; update cancellations.attempt_line l set stopped = too_late, too_late = 0 from cancellations.attempt a where a.id = l.attempt_id and a.order_id = {tooLate}
            P5  | verdict_recorded      | stopped    | update cancellations.attempt set status = 'attempting', settled_at = null, verdict_by = null where order_id = {stopped}
            P5  | attempt_missing       | withdrawn  | delete from cancellations.attempt where order_id = {withdrawn}
            P6  | message_missing       | stopped    | delete from notifications.message where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | told_twice            | stopped    | insert into notifications.message select (m).* from (select m from notifications.message m where order_id = {stopped} limit 1) x; update notifications.message set recipient = recipient || 'x' where ctid in (select max(ctid) from notifications.message where order_id = {stopped})
            P6  | message_number        | stopped    | update notifications.message set message_id = 'other@example.org' where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | message_of_nothing    | silent     | update notifications.message set seq = 99 where order_id = {silent} and kind = 'cancellation.unable'
            P6  | failure_hidden        | silent     | update notifications.message set status = 'FAILED', last_error = 'no' where order_id = {silent}; delete from cases.queue_item where order_id = {silent}
            P6  | sent_never            | silent     | update notifications.message set status = 'SENT', sent_at = null where order_id = {silent}
            P6  | receipt_missing       | stopped    | delete from notifications.receipt where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | receipt_number_skipped | -         | delete from notifications.receipt where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | receipt_number_skipped | -         | update notifications.receipt_count set last = last + 1
            P6  | receipt_number_skipped | -         | update notifications.receipt_count set last = 999999999999
            P6  | receipt_number_twice  | -          | update notifications.receipt set number = number - 1 where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | receipt_number_uncounted | -       | update notifications.receipt_count set last = last - 1
            P6  | receipt_twice         | stopped    | insert into notifications.receipt select (jsonb_populate_record(r, '{"number": 99}')).* from notifications.receipt r where order_id = {stopped} and kind = 'cancellation.successful'
            P6  | receipt_of_nothing    | refused    | update notifications.receipt set seq = 99 where order_id = {refused}
            P7  | receipt_content       | stopped    | update notifications.receipt set kind = 'cancellation.unable' where order_id = {stopped} and kind = 'cancellation.successful'
            P7  | receipt_content       | atOnce     | update notifications.receipt set happened_at = happened_at + interval '1 hour' where order_id = {atOnce}
            P7  | receipt_content       | withdrawn  | update notifications.receipt set number = number + 500 where order_id = {withdrawn}
            P13 | receipt_signature     | silent     | update notifications.receipt set brief = concat(left(brief, -6), 'AAAAAA') where order_id = {silent} and kind = 'cancellation.unable'
            P13 | receipt_signature     | silent     | update notifications.receipt set kid = 'another' where order_id = {silent} and kind = 'cancellation.unable'
            P13 | receipt_unreadable    | tooLate    | update notifications.receipt set sealed = substr(sealed, 2) where order_id = {tooLate} and kind = 'cancellation.unable'
            P13 | receipt_unreadable    | tooLate    | update notifications.receipt set sealed = null where order_id = {tooLate} and kind = 'cancellation.unable'
            P7  | message_figures       | atOnce     | update notifications.message set text = replace(text, '20.00', '99.00') where order_id = {atOnce}
            P7  | message_figures       | stopped    | update notifications.message set html = replace(html, '25.00', '15.00') where order_id = {stopped}
            P7  | message_of_other_fact | tooLate    | update notifications.message set kind = 'cancellation.successful' where order_id = {tooLate} and kind = 'cancellation.unable'
            P7  | money_told            | stopped    | update cancellations.attempt set money = jsonb_set(money, '{total}', '9900') where order_id = {stopped}
            P4  | held_hidden           | disputed   | delete from cases.queue_item where order_id = {disputed}
            P4  | difference_hidden     | refunded   | insert into payments.difference (part, id, order_id, seller, source, kind, subject, payment, theirs, currency, reference, at, opened_at, seen_at) select part, gen_random_uuid(), id, seller, 'provider', 'missing_here', 're_1', 'pay1', 700, 'EUR', 're_1', placed_at, placed_at, placed_at from orders.shop_order where id = {refunded}
            P7  | difference_untold     | refunded   | insert into payments.difference (part, id, order_id, seller, source, kind, subject, payment, theirs, currency, reference, at, opened_at, seen_at) select part, gen_random_uuid(), id, seller, 'provider', 'missing_here', 're_1', 'pay1', 700, 'EUR', 're_1', placed_at, placed_at, placed_at from orders.shop_order where id = {refunded}
            P7  | ledger_told           | lost       | update payments.payment set lost = lost - 1 where order_id = {lost}
            P7  | ledger_told           | refunded   | update payments.payment set captured = captured - 1 where order_id = {refunded}
            P7  | kept_told             | atOnce     | update payments.bill set kept = kept + 1 where order_id = {atOnce}
            P7  | credit_not_chosen     | atOnce     | update cancellations.attempt set money = jsonb_set(money, '{credited}', '100') where order_id = {atOnce}
            P7  | exchange_told         | changedLater | update payments.bill set carried = carried - 1 where order_id = {changedLater}
            P7  | exchange_told         | changedLater | update payments.bill set due = due - 400 where order_id = {changedLater}
            P7  | exchange_told         | changed    | update payments.share set goods = goods - 100, units = 1 where order_id = {changed} and line = '1~1'
            P2  | bill_shares           | changed    | update payments.share set goods = goods - 100 where order_id = {changed} and line = '1~1'
            P7  | change_told           | changedLater | update cancellations.change c set more = 0 from cancellations.attempt a where a.id = c.attempt_id and a.order_id = {changedLater}
            P1  | change_told           | changed    | update cancellations.change c set replacements = jsonb_set(replacements, '{0,done}', '3') from cancellations.attempt a where a.id = c.attempt_id and a.order_id = {changed}
            P13 | line_missing          | changed    | delete from orders.line where order_id = {changed} and line = '1~1'
            P13 | order_as_taken        | changed    | update orders.line set quantity = 3, open = 3 where order_id = {changed} and line = '1~1'
            P11 | never_told            | delivered  | delete from cases.feed where order_id = {delivered} and seq = 1
            P11 | feed_gap              | -          | delete from cases.feed where order_id = {delivered} and seq = 1
            P11 | feed_out_of_order     | stopped    | update cases.feed set cursor = -cursor where order_id = {stopped}
            P11 | told_twice            | delivered  | insert into cases.unlisted select part, order_id, seq, seller, '2026-01-01' from cases.feed where order_id = {delivered} and seq = 1
            P11 | waiting_for_nothing   | delivered  | insert into cases.unlisted select part, order_id, 77, seller, '2026-01-01' from cases.feed where order_id = {delivered} and seq = 1
            P11 | feed_of_nothing       | delivered  | delete from cases.fact where order_id = {delivered} and seq = 1
            P11 | feed_of_another_seller | delivered | update cases.feed set seller = 'another' where order_id = {delivered}
            P11 | feed_end              | -          | update cases.sequencer set cursor = cursor + 1
            P11 | follower_ahead        | -          | update cases.listener set cursor = cursor + 1000
            P12 | counters_journal      | atOnce     | update orders.line set open = open + 1, canceled = canceled - 1 where order_id = {atOnce} and line = '1'
            P12 | counters_sum          | untouched  | update orders.line set open = open + 1 where order_id = {untouched} and line = '1'
            P12 | journal_numbers       | stopped    | delete from orders.move where order_id = {stopped} and seq = 1
            P12 | journal_order         | stopped    | update orders.move set seq = 99 where order_id = {stopped} and seq = 1
            P12 | stage_lists           | stopped    | delete from orders.in_stage where order_id = {stopped}
            P12 | attempt_sum           | stopped    | update cancellations.attempt_line l set requested = requested + 1 from cancellations.attempt a where a.id = l.attempt_id and a.order_id = {stopped}
            P12 | units_given_back      | untouched  | update payments.share set given_back = 1 where order_id = {untouched} and line = '1'
            P13 | entry_changed         | delivered  | update cases.fact set body = replace(body, 'Thing', 'Ring') where order_id = {delivered} and seq = 1
            P13 | entry_changed         | delivered  | update cases.fact set body = 'garbled' where order_id = {delivered} and seq = 1
            P13 | entry_missing         | stopped    | delete from cases.fact where order_id = {stopped} and seq = 2
            P13 | chain_broken          | stopped    | update cases.fact set prev_hash = hash where order_id = {stopped} and seq = 3
            P13 | personal_fields_changed | stopped  | update cases.cipher set key = sha256('x') where order_id = {stopped}
            P13 | key_destroyed         | stopped    | delete from cases.cipher where order_id = {stopped}
            P13 | head_changed          | stopped    | update cases.head set hash = sha256('x') where order_id = {stopped}
            P13 | entries_cut_off       | stopped    | delete from cases.fact f using cases.head h where h.order_id = f.order_id and f.seq = h.seq and f.order_id = {stopped}
            P13 | log_without_head      | stopped    | delete from cases.head where order_id = {stopped}
            P13 | sealed_entry_gone     | stopped    | update cases.head h set seq = h.seq - 1, hash = f.prev_hash from cases.fact f where f.order_id = h.order_id and f.seq = h.seq and h.order_id = {stopped}; delete from cases.fact f using cases.head h where h.order_id = f.order_id and f.seq > h.seq and f.order_id = {stopped}; delete from cases.feed l using cases.head h where h.order_id = l.order_id and l.seq > h.seq and l.order_id = {stopped}
            P13 | order_as_taken        | untouched  | update orders.line set quantity = quantity + 1, open = open + 1 where order_id = {untouched} and line = '1'
            P13 | order_without_record  | untouched  | delete from cases.fact where order_id = {untouched} and kind = 'order.taken'
            P13 | record_without_order  | untouched  | delete from orders.shop_order where id = {untouched}
            P13 | checkpoint_missing    | -          | update cases.checkpoint set number = number + 1
            P13 | checkpoint_changed    | -          | update cases.checkpoint set at = at + interval '1 second' where number = 1
            P13 | checkpoint_forged     | -          | update cases.checkpoint set signature = sha512('x') where number = 1
            P13 | checkpoint_key_unknown | -         | update cases.checkpoint set key_id = 'another' where number = 1
            P15 | deadline_recorded     | attempting | update cancellations.attempt set deadline = deadline + interval '1 day', due_at = due_at + interval '1 day' where order_id = {attempting}
            P15 | deadline_from_terms   | attempting | update cancellations.attempt set asked_at = asked_at - interval '1 hour' where order_id = {attempting}
            P15 | clock_not_set         | attempting | update cancellations.attempt set due_at = null where order_id = {attempting}
            P15 | fired_early           | silent     | update cancellations.attempt set settled_at = deadline - interval '1 hour' where order_id = {silent}
            """)
    void findsAndNamesWhatWasDamaged(String promise, String check, String order, String sql) {
        var found = transaction.execute(status -> {
            status.setRollbackOnly();
            loosen();
            int hit = 0;
            for (var statement : sql.split(";", -1)) {
                hit += jdbc.sql(named(statement)).update();
            }
            assertThat(hit).as("rows that were damaged").isPositive();
            return check(new Promises.Scope(null, null));
        });
        assertThat(found)
                .as(() -> String.join(
                        "\n", found.stream().map(PlantedDamageTests::line).toList()))
                .anySatisfy(each -> {
                    assertThat(each.finding().promise()).isEqualTo(promise);
                    assertThat(each.finding().check()).isEqualTo(check);
                    assertThat(name(each)).isEqualTo(order);
                })
                .allSatisfy(each -> assertThat(
                                order.equals("-") || List.of(order, "-").contains(name(each)))
                        .as("another order's finding: " + line(each))
                        .isTrue());
    }

    private List<Promises.Found> check(Promises.Scope scope) {
        var all = new ArrayList<Promises.Found>();
        promises.check(scope, new Promises.Watcher() {
            @Override
            public void found(Promises.Found found) {
                all.add(found);
            }

            @Override
            public void at(Promises.Progress progress) {}
        });
        return all;
    }

    private static String name(Promises.Found found) {
        var id = found.finding().order();
        return id == null
                ? "-"
                : orders.entrySet().stream()
                        .filter(order -> order.getValue().equals(id.toString()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("?");
    }

    private static String line(Promises.Found found) {
        var finding = found.finding();
        return finding.promise() + " " + finding.check() + " " + name(found) + ": " + finding.found() + " / "
                + finding.expected();
    }

    private static String named(String sql) {
        return Pattern.compile("\\{(\\w+)}").matcher(sql).replaceAll(hit -> {
            var id = orders.get(hit.group(1));
            return id == null ? "{" + hit.group(1) + "}" : "'" + id + "'";
        });
    }

    private void loosen() {
        for (var kinds : List.of("'f', 'c'", "'u', 'p'")) {
            jdbc.sql("""
                            select format('alter table %%s drop constraint %%I', c.conrelid::regclass, c.conname)
                              from pg_constraint c
                              join pg_namespace n on n.oid = c.connamespace
                             where c.contype in (%s)
                               and n.nspname in ('orders', 'cases', 'payments', 'cancellations', 'notifications')
                            """.formatted(kinds))
                    .query(String.class)
                    .list()
                    .forEach(drop -> jdbc.sql(drop).update());
        }
        jdbc.sql("drop index cases.feed_lists_a_fact_once").update();
    }
}
