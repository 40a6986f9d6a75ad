package dev.countermand.payments;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.orders.Audited;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// P2: no payment gives back more than it got. P3: every effect was promised in the log before it was
/// sent. P4: what nobody knows is before somebody's eyes. P7: what the log told is what the ledger says.
/// P12: units are given back once.
@Component
class MoneyChecks implements PromiseCheck {

    private static final String ROOM = "payment.";

    /// The worker looks at latest so long after an unknown outcome must be shown.
    private static final Duration ROUND = Duration.ofMinutes(6);

    private static final String LEDGER =
            "The ledger or the log was changed past the program: compare with the provider's records of this payment.";

    private final MoneyAuditStore store;
    private final ExchangeAuditStore bills;
    private final CaseAudit audit;
    private final CaseQueue queue;
    private final Audited goods;

    MoneyChecks(MoneyAuditStore store, ExchangeAuditStore bills, CaseAudit audit, CaseQueue queue, Audited goods) {
        this.store = store;
        this.bills = bills;
        this.audit = audit;
        this.queue = queue;
        this.goods = goods;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        store.queries(stretch, found);
        var told = new LedgerTold();
        var withheld = new WithheldTold();
        var exchanged = new ExchangeTold();
        audit.entries(
                stretch,
                kind -> kind.startsWith(ROOM) || kind.equals("order.taken") || kind.equals("order.amended"),
                entry -> {
                    told.take(entry);
                    withheld.take(entry);
                    exchanged.take(entry);
                });
        store.kept(stretch).forEach(kept -> withheld.compare(kept, found));
        bills.carried(stretch).forEach(carried -> exchanged.compare(carried, found));
        bills.added(stretch).forEach(added -> exchanged.compare(added, found));
        store.settledBefore(stretch).forEach(told::settledBefore);
        counters(stretch, told, found);
        promises(stretch, told, found);
        givenBack(stretch, found);
        unknown(stretch, found);
    }

    private void counters(Stretch stretch, LedgerTold told, Consumer<Finding> found) {
        for (var payment : store.counters(stretch)) {
            var sums = told.payment(payment.order(), payment.payment(), payment.callerId());
            compare(payment, "captured", payment.captured(), sums.captured(), found);
            compare(payment, "released", payment.voided(), sums.voided(), found);
            compare(payment, "refunded", payment.refunded(), sums.refunded(), found);
            compare(payment, "lost", payment.lost(), sums.lost(), found);
        }
    }

    private static void compare(
            MoneyAuditStore.Counters payment, String what, long stored, long told, Consumer<Finding> found) {
        if (stored != told) {
            found.accept(new Finding(
                    "P7",
                    "ledger_told",
                    payment.order(),
                    "payment " + payment.callerId() + ": " + stored + " " + what,
                    told + ", as the order's log told",
                    LEDGER));
        }
    }

    private void promises(Stretch stretch, LedgerTold told, Consumer<Finding> found) {
        var stored = store.promised(stretch);
        stored.forEach((id, effect) -> {
            var promises = told.promises().getOrDefault(id, List.of());
            if (promises.size() != 1 || !promises.getFirst().equals(effect)) {
                found.accept(new Finding(
                        "P3",
                        "effect_promised",
                        effect.order(),
                        "effect " + id + ": " + effect.kind() + " of " + effect.amount(),
                        promises.isEmpty()
                                ? "an entry in the log that promised it"
                                : promises.getFirst().kind() + " of "
                                        + promises.getFirst().amount() + ", promised once in the log",
                        LEDGER));
            }
        });
        told.promises().forEach((id, promises) -> {
            if (!stored.containsKey(id)) {
                found.accept(new Finding(
                        "P3",
                        "effect_missing",
                        promises.getFirst().order(),
                        "no effect " + id,
                        promises.getFirst().kind() + " of "
                                + promises.getFirst().amount() + ", promised in the log",
                        "The customer was promised money that nobody will send: restore the row from a backup."));
            }
        });
    }

    private void givenBack(Stretch stretch, Consumer<Finding> found) {
        Map<List<Object>, Integer> journal = new HashMap<>();
        for (var back : goods.takenBack(stretch)) {
            journal.merge(List.of(back.order(), back.line()), back.quantity(), Integer::sum);
        }
        for (var given : store.given(stretch)) {
            int moved = Objects.requireNonNullElse(journal.get(List.<Object>of(given.order(), given.line())), 0);
            if (moved != given.units()) {
                found.accept(
                        new Finding(
                                "P12",
                                "units_given_back",
                                given.order(),
                                "line " + given.line() + ": the money of " + given.units() + " units given back",
                                moved + " units, as the goods journal took back",
                                "Units were paid back that were not taken back, or the other way round: compare with the log."));
            }
        }
    }

    private void unknown(Stretch stretch, Consumer<Finding> found) {
        for (var unknown : store.unknown(stretch)) {
            boolean due = unknown.since() == null
                    || unknown.since()
                            .toInstant()
                            .plus(EffectRounds.VISIBLE_AFTER)
                            .plus(ROUND)
                            .isBefore(stretch.at());
            if (due && !isShown(unknown.order(), unknown.effect())) {
                found.accept(new Finding(
                        "P4",
                        "unknown_hidden",
                        unknown.order(),
                        "the outcome of " + unknown.effect() + " is unknown since " + unknown.since()
                                + ", and nobody is shown it",
                        "an item in the desk's queue after 15 minutes",
                        "Ask the provider what became of it, and report it. See that a server with workers runs."));
            }
        }
    }

    private boolean isShown(UUID order, String effect) {
        return queue.of(order).stream().anyMatch(item -> item.subject().equals(effect));
    }

    /// What the log told about money.
    static final class LedgerTold {

        /// Sums of a payment.
        record Sums(long captured, long voided, long refunded, long lost) {

            Sums plus(Sums other) {
                return new Sums(
                        captured + other.captured, voided + other.voided, refunded + other.refunded, lost + other.lost);
            }
        }

        private static final Sums NONE = new Sums(0, 0, 0, 0);

        private final Map<String, Sums> byPayment = new HashMap<>();
        private final Map<List<Object>, Long> capturedAtIntake = new HashMap<>();
        private final Map<String, List<MoneyAuditStore.Promised>> promises = new HashMap<>();

        void take(Entry entry) {
            var order = entry.order().id().value();
            var body = entry.body();
            switch (entry.kind()) {
                case "order.taken" -> body.path("payments").forEach(tender -> intake(order, tender));
                case "order.amended" -> body.path("paymentsAdded").forEach(tender -> intake(order, tender));
                case "payment.captured" -> add(body, new Sums(amount(body), 0, 0, 0));
                case "payment.voided" -> add(body, new Sums(0, amount(body), 0, 0));
                case "payment.refunded", "payment.credited" -> add(body, new Sums(0, 0, amount(body), 0));
                case "payment.failed" -> failed(body);
                case "payment.dispute_lost" ->
                    add(body, new Sums(0, 0, 0, body.path("counted").asLong(0)));
                case "payment.dispute_won" ->
                    add(body, new Sums(0, 0, 0, -body.path("returned").asLong(0)));
                default -> body.path("effects").forEach(promise -> promise(order, promise));
            }
        }

        private void intake(UUID order, JsonNode tender) {
            if (tender.path("captured").asBoolean(false)) {
                capturedAtIntake.put(List.of(order, tender.path("id").asString("")), amount(tender));
            }
        }

        private void failed(JsonNode body) {
            if (body.path("reversal").asBoolean(false)) {
                boolean release = body.path("action").asString("").equals("void");
                add(body, release ? new Sums(0, -amount(body), 0, 0) : new Sums(0, 0, -amount(body), 0));
            }
        }

        private void promise(UUID order, JsonNode promise) {
            var effect = promise.path("effect").asString("");
            promises.computeIfAbsent(effect, any -> new java.util.ArrayList<>())
                    .add(new MoneyAuditStore.Promised(
                            order,
                            effect,
                            payment(promise),
                            promise.path("kind").asString(""),
                            amount(promise)));
        }

        void settledBefore(MoneyAuditStore.Settled settled) {
            boolean release = settled.type().equals("voided");
            byPayment.merge(
                    settled.payment(),
                    release ? new Sums(0, settled.amount(), 0, 0) : new Sums(0, 0, settled.amount(), 0),
                    Sums::plus);
        }

        Sums payment(UUID order, String publicId, String callerId) {
            long atIntake = Objects.requireNonNullElse(capturedAtIntake.get(List.<Object>of(order, callerId)), 0L);
            return Objects.requireNonNullElse(byPayment.get(publicId), NONE).plus(new Sums(atIntake, 0, 0, 0));
        }

        Map<String, List<MoneyAuditStore.Promised>> promises() {
            return promises;
        }

        private void add(JsonNode body, Sums sums) {
            byPayment.merge(payment(body), sums, Sums::plus);
        }

        private static String payment(JsonNode body) {
            return body.path("payment").path("publicId").asString("");
        }

        private static long amount(JsonNode node) {
            return node.path("amount").asLong(0);
        }
    }
}
