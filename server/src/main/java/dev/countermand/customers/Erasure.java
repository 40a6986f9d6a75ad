package dev.countermand.customers;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.spi.PersonalData;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.People;
import dev.countermand.site.Answers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Forgets the person of an order: everybody who stored something about him forgets it, the log records
/// that it was done, and the key of the log's personal fields is destroyed. Order by order, each in a
/// transaction of its own.
@Component
public class Erasure {

    /// Orders of one call at most; the caller asks again for the rest.
    public static final int ORDERS_MAX = 500;

    /// Whose.
    ///
    /// @param customer the shop's id of him, or null
    /// @param email his address, or null
    /// @param number of one order, or null
    public record Whom(
            SellerId seller,
            @Nullable String customer,
            @Nullable String email,
            @Nullable String number) {}

    /// Why an order's person was not erased.
    public record Kept(String order, List<String> because) {}

    /// What was done.
    ///
    /// @param erased numbers of the orders whose person is gone now
    /// @param kept orders whose person is still needed
    /// @param next pass as `after` to go on; null when nothing is left
    public record Done(
            List<String> erased, List<Kept> kept, @Nullable String next) {}

    private final People people;
    private final List<PersonalData> holders;
    private final CaseLog log;
    private final Answers answers;
    private final TransactionTemplate transaction;

    Erasure(
            People people,
            List<PersonalData> holders,
            CaseLog log,
            Answers answers,
            PlatformTransactionManager transactions) {
        this.people = people;
        this.holders = List.copyOf(holders);
        this.log = log;
        this.answers = answers;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Erases a customer, in his orders after the given one. Whoever is erased already is passed over.
    public Done erase(Whom whom, @Nullable OrderId after, boolean forced, Actor actor) {
        var orders =
                people.ordersOf(whom.seller(), whom.customer(), whom.email(), whom.number(), after, ORDERS_MAX + 1);
        var erased = new ArrayList<String>();
        var kept = new ArrayList<Kept>();
        for (var order : orders.subList(0, Math.min(orders.size(), ORDERS_MAX))) {
            var refused = erase(order, "request", forced, actor);
            if (refused == null) {
                erased.add(order.number());
            } else if (!refused.because().isEmpty()) {
                kept.add(refused);
            }
        }
        boolean more = orders.size() > ORDERS_MAX;
        return new Done(erased, kept, more ? orders.get(ORDERS_MAX - 1).id().toString() : null);
    }

    /// Erases the person of one order; null when it was done, else why not (without reasons when it had
    /// been done before).
    @Nullable
    Kept erase(OrderRef order, String because, boolean forced, Actor actor) {
        return transaction.execute(status -> {
            var person = people.lock(order);
            if (person.isEmpty()) {
                return new Kept(order.number(), List.of());
            }
            var needed = holders.stream()
                    .map(holder -> holder.stillNeeded(order))
                    .flatMap(Optional::stream)
                    .toList();
            if (!needed.isEmpty() && !forced) {
                return new Kept(order.number(), needed);
            }
            var addresses = new LinkedHashSet<String>();
            person.get().addresses().forEach(address -> addresses.add(address.toLowerCase(Locale.ROOT)));
            var whom = new PersonalData.Person(order, person.get().customer(), addresses);
            holders.forEach(holder -> holder.forget(whom));
            answers.forget(order.part(), order.seller(), order.number());
            log.record(order, actor, new CustomerFact.Erased(because, !needed.isEmpty()));
            log.erase(order);
            return null;
        });
    }
}
