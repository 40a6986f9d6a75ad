package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.payments.BulkMoneyStore.Settled;
import dev.countermand.payments.GiveBackRules.Promise;
import dev.countermand.payments.Payments.Owed;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Plans the money of many orders with few statements; what is written is what planning them one by one
/// writes.
@Component
class MoneyTogether {

    /// An effect and the payment that promises it.
    record Planned(Effect effect, Promise promise, String by) {}

    private final BulkMoneyReader reader;
    private final BulkMoneyStore store;
    private final BulkEffectStore effects;
    private final MoneyQueue queue;
    private final Clock clock;

    MoneyTogether(
            BulkMoneyReader reader, BulkMoneyStore store, BulkEffectStore effects, MoneyQueue queue, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.effects = effects;
        this.queue = queue;
        this.clock = clock;
    }

    Payments.Given giveBack(List<Owed> all) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var standing = reader.read(all.stream().map(o -> o.locked().ref()).toList());
        var settled = new ArrayList<Settled>();
        var planned = new ArrayList<Planned>();
        var news = new ArrayList<CaseLog.News>();
        var monies = new ArrayList<MoneyBack>();
        for (var owed : all) {
            var ref = owed.locked().ref();
            var money = standing.get(ref.id());
            if (money == null) {
                throw new IllegalStateException("no bill was frozen for " + ref);
            }
            var scene = new Scene(ref, money.bill().currency(), owed.actor(), now);
            var decided =
                    GiveBackRules.decide(money.bill(), money.shares(), money.payments(), owed.units(), owed.terms());
            var promised = promised(scene, owed, decided.promises());
            settled.add(new Settled(scene, money.bill(), decided.bill(), decided.changed(), owed.units(), List.of()));
            planned.addAll(promised);
            monies.add(decided.money());
            var told = promised.stream()
                    .map(p -> p.effect().told(p.promise().payment()))
                    .toList();
            news.add(new CaseLog.News(
                    ref,
                    owed.actor(),
                    new PaymentFact.Planned(owed.cause().kind(), owed.cause().id(), decided.money(), told),
                    now));
        }
        if (!store.settle(settled)) {
            throw new IllegalStateException("the money of " + all.size() + " orders moved under their locks");
        }
        // Nothing is asked of the database for orders that were never changed.
        settled.forEach(each -> queue.due(each.scene(), each.before(), each.after()));
        effects.plan(planned);
        return new Payments.Given(monies, news);
    }

    private static List<Planned> promised(Scene scene, Owed owed, List<Promise> promises) {
        return promises.stream()
                .map(promise -> new Planned(
                        Effect.planned(
                                scene.order().id().value(),
                                promise.payment().id(),
                                promise.kind(),
                                promise.amount(),
                                owed.cause(),
                                null,
                                scene.at()),
                        promise,
                        scene.by()))
                .toList();
    }
}
