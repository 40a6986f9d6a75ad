package dev.countermand.cases;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Many facts at once: each order's chain is reckoned in memory and written with all the others.
@Component
class BulkLog {

    private final BulkCaseStore store;

    BulkLog(BulkCaseStore store) {
        this.store = store;
    }

    /// Opens the logs of new orders with these facts.
    void open(List<CaseLog.News> news, Instant now) {
        var chains = new LinkedHashMap<OrderId, Chain>();
        for (var each : news) {
            chains.computeIfAbsent(each.order().id(), id -> Chain.fresh(each.order()))
                    .add(each);
        }
        store.open(chains.values());
        store.tell(facts(chains.values()), now);
    }

    /// Adds facts to logs that are open. The orders must be locked by the caller.
    void record(List<CaseLog.News> news, Instant now) {
        var orders = news.stream().map(each -> each.order().id()).distinct().toList();
        var chains = new LinkedHashMap<OrderId, Chain>();
        store.lock(orders).forEach(head -> chains.put(head.order().id(), new Chain(head)));
        for (var each : news) {
            var chain = chains.get(each.order().id());
            if (chain == null) {
                throw new IllegalStateException(
                        "no case log was opened for " + each.order().id());
            }
            chain.add(each);
        }
        if (store.move(chains.values()) != chains.size()) {
            throw new IllegalStateException("a case log moved under its lock");
        }
        store.tell(facts(chains.values()), now);
    }

    /// The keys of these orders' personal fields; erased ones are missing.
    Map<OrderId, byte[]> keys(List<OrderId> orders) {
        return store.keys(orders);
    }

    private static List<FactRow> facts(Collection<Chain> chains) {
        return chains.stream().flatMap(chain -> chain.facts().stream()).toList();
    }

    /// An order's chain, growing.
    static final class Chain {

        private final CaseStore.Head began;
        private final List<FactRow> facts = new ArrayList<>();
        private CaseStore.Head head;

        Chain(CaseStore.Head head) {
            this.began = head;
            this.head = head;
        }

        static Chain fresh(OrderRef order) {
            return new Chain(new CaseStore.Head(order, 0, HashChain.genesis(order), PersonalSeal.newKey()));
        }

        private void add(CaseLog.News news) {
            var body = FactBody.of(news.fact());
            var row = new FactRow(
                            0,
                            head.order(),
                            head.seq() + 1,
                            news.fact().kind(),
                            news.at().truncatedTo(ChronoUnit.MICROS),
                            news.actor().kind().name().toLowerCase(Locale.ROOT),
                            news.actor().name(),
                            news.actor().channel().name().toLowerCase(Locale.ROOT),
                            body.common(),
                            CaseLog.sealed(head, head.seq() + 1, body.personal()),
                            head.hash(),
                            head.hash())
                    .hashed();
            facts.add(row);
            head = new CaseStore.Head(head.order(), row.seq(), row.hash(), head.key());
        }

        CaseStore.Head began() {
            return began;
        }

        CaseStore.Head head() {
            return head;
        }

        List<FactRow> facts() {
            return facts;
        }
    }
}
