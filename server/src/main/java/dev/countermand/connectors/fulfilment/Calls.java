package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.spi.OrderStopper.Ask;
import dev.countermand.connectors.fulfilment.CallStore.Call;
import dev.countermand.kernel.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells warehouses by HTTP to stop or to go on: the message is frozen and committed first, then sent.
/// The cancellations' worker tries again until it was taken or the attempt is over; each try has the
/// same id and the same bytes.
@Component
public class Calls {

    private static final Duration FIRST_POLL = Duration.ofSeconds(30);

    private final PartnerStore partners;
    private final CallStore store;
    private final Messages messages;
    private final Answering answering;
    private final Wire wire;
    private final Clock clock;

    Calls(PartnerStore partners, CallStore store, Messages messages, Answering answering, Wire wire, Clock clock) {
        this.partners = partners;
        this.store = store;
        this.messages = messages;
        this.answering = answering;
        this.wire = wire;
        this.clock = clock;
    }

    /// Where to, for one partnership.
    public interface Address {
        /// The address; null when there is none.
        @Nullable
        String of(Partner partner);
    }

    /// Tells it once. Fails with `IllegalStateException` when the warehouse did not take it, or nobody
    /// knows whether it did: then the same must be told again.
    ///
    /// @param kind `stop` or `resume`
    /// @param partnerKind as whose call it stands in the log
    /// @param calls where the message goes
    /// @param status where the warehouse can be asked how it stands; nowhere for null
    public void tell(String kind, Ask ask, String partnerKind, Address calls, Address status) {
        var partner = partners.of(ask.order().seller())
                .orElseThrow(() -> new IllegalStateException(
                        "no partner was set up for " + ask.order().seller()));
        var url = calls.of(partner);
        if (url == null) {
            throw new IllegalStateException("no address was set up for the warehouse of " + partner.seller());
        }
        var call = frozen(kind, ask, partnerKind, partner);
        var done = wire.say(
                partner,
                url,
                call.order().part(),
                new Wire.Said(kind, call.message(), call.order().number(), call.attempt(), call.body()));
        if (!done.isGood()) {
            throw new IllegalStateException(
                    done.status() == null ? String.valueOf(done.answer()) : "the warehouse answered " + done.status());
        }
        boolean follow = kind.equals("stop") && status.of(partner) != null;
        store.delivered(call, now(), follow ? now().plus(FIRST_POLL) : null);
        if (kind.equals("stop")) {
            Wire.answer(done).ifPresent(answer -> answering.takeQuietly(call, answer));
        }
    }

    private Call frozen(String kind, Ask ask, String partnerKind, Partner partner) {
        int part = ask.order().part();
        return store.find(part, ask.id()).orElseGet(() -> {
            var at = now();
            var attempt = answering.find(ask.attempt(), partner.seller());
            store.freeze(new Call(
                    Ids.mint(part, at),
                    ask.id(),
                    kind,
                    partnerKind,
                    ask.order(),
                    ask.attempt(),
                    messages.about(kind, ask, attempt, partner, at),
                    at,
                    null,
                    0));
            return store.find(part, ask.id()).orElseThrow();
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
