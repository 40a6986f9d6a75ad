package dev.countermand.cancellations;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.Exchanged;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Changes an order: units make place for others under the same number, or it goes to another address. A change is
/// a cancellation whose canceled units are replaced in the same transaction, so whatever answers, settles and
/// withdraws those does it for this, too: see [Cancellations].
@Component
public class Changes {

    /// How many entries a request may have.
    public static final int ENTRIES_MAX = 200;

    /// So many units of a line become so many of something. What is null is as it was; a price that is null is the
    /// one that the shop offers.
    ///
    /// @param units how many come
    /// @param unitPrice of one that comes, in minor units
    /// @param discount of all that come together; `tax` as well
    public record Entry(
            String line,
            int quantity,
            int units,
            @Nullable String sku,
            @Nullable String title,
            @Nullable Map<String, Object> attributes,
            @Nullable Long unitPrice,
            long discount,
            @Nullable Long tax) {

        /// Another variant as the shop offers it.
        public Entry(String line, int quantity, String sku) {
            this(line, quantity, quantity, sku, null, null, null, 0, null);
        }
    }

    /// A request to change an order: its units, or its address.
    public record Request(
            OrderRef order,
            List<Entry> entries,
            Order.@Nullable Address address,
            RequestReason reason,
            @Nullable String note) {}

    private final ChangeIntake intake;
    private final Replacing replacing;
    private final Verdicts verdicts;
    private final CancellationRights rights;
    private final Goods goods;
    private final Rehearsal rehearsal;
    private final Clock clock;

    Changes(
            ChangeIntake intake,
            Replacing replacing,
            Verdicts verdicts,
            CancellationRights rights,
            Goods goods,
            Rehearsal rehearsal,
            Clock clock) {
        this.intake = intake;
        this.replacing = replacing;
        this.verdicts = verdicts;
        this.rights = rights;
        this.goods = goods;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    /// Asks for a change and decides at once under the order's lock, inside the caller's transaction. Open units
    /// are replaced there; released ones when somebody has stopped them. The result may be refused: that is a
    /// value. Fails as [Cancellations#ask] does, and with FORBIDDEN for amounts named by somebody who may not
    /// cancel in the store's name.
    @Transactional(propagation = MANDATORY, noRollbackFor = Problem.class)
    public Cancellation ask(Request request, Actor actor) {
        return take(request, actor);
    }

    private Cancellation take(Request request, Actor actor) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var asked = asked(request, null);
        rights.checkAsk(asked, actor);
        var order = verdicts.settleOverdue(goods.lock(request.order()), at);
        return intake.take(order, request, actor, at);
    }

    static Cancellations.Request asked(Request request, @Nullable Map<String, Integer> units) {
        return new Cancellations.Request(request.order(), units, request.reason(), request.note(), null, Payout.SOURCE);
    }

    /// What a change would do.
    ///
    /// @param change what `ask` would answer
    /// @param money what it would come to when all of it succeeds; null where nothing would move
    public record Preview(Cancellation change, @Nullable Exchanged money) {}

    /// What `ask` would do now, by doing it and rolling back. Opens its own transaction.
    public Preview preview(Request request, Actor actor) {
        record Tried(Order before, Cancellation change) {}
        var tried = rehearsal.of(() -> new Tried(goods.lock(request.order()), take(request, actor)));
        boolean moves = tried.change().status() != CancellationStatus.REFUSED;
        return new Preview(
                tried.change(),
                moves ? replacing.quote(tried.before(), tried.change()).orElse(null) : null);
    }

    /// What a change that waits would come to, should all of it succeed now; empty when nothing of it waits.
    public Optional<Exchanged> pending(Order order, Cancellation change) {
        return replacing.pending(order, change);
    }
}
