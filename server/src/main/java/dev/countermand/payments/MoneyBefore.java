package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.payments.BulkMoneyStore.Moved;
import dev.countermand.payments.BulkMoneyStore.Settled;
import dev.countermand.payments.Payments.Before;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Money that went back before we were told, as another system's records say. It is written the way it is
/// when a shop reports a refund of its own and then cancels: moved by nobody's effect, and counted as back
/// already. So nothing is planned, and nothing will ever be sent.
@Component
class MoneyBefore {

    private final BulkMoneyReader reader;
    private final BulkMoneyStore store;
    private final CaseLog log;
    private final MoneyQueue queue;
    private final Clock clock;

    MoneyBefore(BulkMoneyReader reader, BulkMoneyStore store, CaseLog log, MoneyQueue queue, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.log = log;
        this.queue = queue;
        this.clock = clock;
    }

    List<MoneyBack> settle(List<Before> all, Actor actor) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var standing = reader.read(all.stream().map(b -> b.locked().ref()).toList());
        var settled = new ArrayList<Settled>();
        var news = new ArrayList<CaseLog.News>();
        var monies = new ArrayList<MoneyBack>();
        for (var before : all) {
            var ref = before.locked().ref();
            var money = standing.get(ref.id());
            if (money == null) {
                throw new IllegalStateException("no bill was frozen for " + ref);
            }
            var scene = new Scene(ref, money.bill().currency(), actor, now);
            var asked = GiveBackRules.decide(
                    money.bill(), money.shares(), money.payments(), before.units(), before.terms());
            var told = new Told(Movement.REPORT, null, before.cause().id(), before.at(), null);
            var moved = Moved.all(scene, asked.promises(), told);
            var done = back(asked.money());
            settled.add(new Settled(
                    scene, money.bill(), money.bill().givingBack(done), asked.changed(), before.units(), moved));
            monies.add(done);
            news.addAll(news(scene, before, moved, done));
        }
        if (!store.settle(settled)) {
            throw new IllegalStateException("the money of " + all.size() + " orders moved under their locks");
        }
        // Nothing is asked of the database for orders that were never changed.
        settled.forEach(each -> queue.due(each.scene(), each.before(), each.after()));
        log.record(news);
        return monies;
    }

    /// The same money, back by other ways instead of promised.
    private static MoneyBack back(MoneyBack asked) {
        return new MoneyBack(
                asked.currency(),
                asked.total(),
                0,
                0,
                0,
                asked.notDue(),
                asked.kept(),
                asked.already() + asked.notCharged() + asked.refunded() + asked.credited(),
                asked.remaining(),
                asked.lines(),
                List.of(),
                asked.withheld());
    }

    private static List<CaseLog.News> news(Scene scene, Before before, List<Moved> moved, MoneyBack money) {
        var news = new ArrayList<CaseLog.News>();
        for (var each : moved) {
            var told = each.movement();
            var fact = new PaymentFact.Moved(
                    told.type().word(),
                    each.payment().told(),
                    told.amount(),
                    scene.currency(),
                    null,
                    null,
                    told.origin(),
                    told.at(),
                    null);
            news.add(new CaseLog.News(scene.order(), scene.actor(), fact, before.at()));
        }
        var planned =
                new PaymentFact.Planned(before.cause().kind(), before.cause().id(), money, List.of());
        news.add(new CaseLog.News(scene.order(), scene.actor(), planned, before.at()));
        return news;
    }
}
