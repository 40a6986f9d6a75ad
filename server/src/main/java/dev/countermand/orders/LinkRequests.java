package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds an order again for whoever knows its number and the address it was placed with.
@Component
class LinkRequests {

    /// Nobody can have a mailbox filled by asking again and again.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// A number may exist at several sellers; more than these are no shopper's.
    private static final int ORDERS_MAX = 10;

    private final OrderStore store;
    private final Goods goods;
    private final CaseLog log;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LinkRequests(OrderStore store, Goods goods, CaseLog log, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.goods = goods;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    void request(String number, String email) {
        if (!Text.isNumber(number.strip()) || Text.email(email.strip()) == null) {
            return;
        }
        for (var ref : store.lost(number.strip(), SearchKeys.word(email.strip()), ORDERS_MAX)) {
            transaction.executeWithoutResult(status -> tell(ref));
        }
    }

    private void tell(OrderRef ref) {
        var order = goods.lock(ref);
        var now = clock.instant();
        if (!store.noteLink(ref, now, now.minus(PAUSE))) {
            return;
        }
        var customer = order.customer();
        var recipient = new Recipient(customer.name(), customer.email(), customer.phone(), customer.locale());
        log.record(ref, finder(ref), new OrderFact.LinkRequested(recipient));
    }

    private static Actor finder(OrderRef ref) {
        return new Actor(Actor.Kind.SHOPPER, "find my order", Set.of(ref.seller()), ref.id(), Actor.Channel.PAGE);
    }
}
