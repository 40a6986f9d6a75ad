package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The sellers this server works for. A seller comes into being with his first key or order, with
/// partners that people play by hand until others are set up, and is never deleted.
@Component
public class Sellers {

    private static final int LIST_MAX = 1000;

    private final AccountStore store;
    private final Clock clock;
    private final Set<SellerId> known = ConcurrentHashMap.newKeySet();

    Sellers(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// A seller as people know him.
    public record Seller(SellerId id, String name) {

        /// For lists to choose from: the name, and the id where it says more.
        public String label() {
            return name.equals(id.value()) ? name : name + " (" + id.value() + ")";
        }
    }

    /// Makes sure the seller exists, under his id as name. Joins the caller's transaction; costs
    /// nothing for a seller this process has seen before.
    public void ensure(SellerId seller) {
        if (known.contains(seller)) {
            return;
        }
        // Only another's committed row is certain to stay: our own insert may yet be rolled back.
        if (!store.addSeller(seller, seller.value(), clock.instant())) {
            known.add(seller);
        }
    }

    /// Whether the seller exists.
    public boolean exists(SellerId seller) {
        return known.contains(seller) || store.sellerName(seller).isPresent();
    }

    /// What customers call the seller; his id while nobody has named him.
    public String name(SellerId seller) {
        return store.sellerName(seller).orElseGet(seller::value);
    }

    /// What customers call each of these, by one question; the id of whom nobody has named. Null is nobody.
    public Map<SellerId, String> names(Stream<? extends @Nullable SellerId> sellers) {
        var asked = sellers.filter(Objects::nonNull).collect(Collectors.<SellerId>toSet());
        var known = asked.isEmpty() ? Map.<SellerId, String>of() : store.sellerNames(asked);
        return asked.stream()
                .collect(Collectors.toMap(Function.identity(), seller -> known.getOrDefault(seller, seller.value())));
    }

    /// Those that somebody works for, in the order of their names.
    public List<Seller> of(Actor actor) {
        var visible = actor.everywhere()
                ? list("").stream()
                : names(actor.sellers().stream()).entrySet().stream()
                        .map(one -> new Seller(one.getKey(), one.getValue()));
        return visible.sorted(Comparator.comparing(Seller::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /// Names the seller for customers. Does nothing for an unknown one.
    public void rename(SellerId seller, String name) {
        store.renameSeller(seller, name);
    }

    /// The sellers in the order of their ids, at most 1000.
    ///
    /// @param after the id behind which to go on; empty for the beginning
    public List<Seller> list(String after) {
        return store.listSellers(after, LIST_MAX);
    }
}
