package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import dev.countermand.payments.spi.ProviderNotice;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes providers' notices. A notice moves nothing: it is written down that its payments must be looked
/// at, and a worker reads how they stand. So a notice that comes early, twice, late or out of order does
/// no harm, and one that is taken is not lost.
@Component
public class Notices {

    private final Gateways gateways;
    private final StandingStore standings;
    private final Clock clock;

    Notices(Gateways gateways, StandingStore standings, Clock clock) {
        this.gateways = gateways;
        this.standings = standings;
        this.clock = clock;
    }

    /// Takes a call of a provider; answers how many payments it is about. Fails with NOT_FOUND for a
    /// gateway that takes none, UNAUTHENTICATED `bad_signature` for what is not his.
    @Transactional
    public int take(String gateway, ProviderNotice.Incoming incoming) {
        var known = gateways.find(gateway)
                .filter(g -> g.capabilities().contains(Capability.NOTICES))
                .orElseThrow(Problem::notFound);
        var notices = known.notices(incoming)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.UNAUTHENTICATED, "bad_signature", "The signature does not fit the body."));
        var payments = new HashSet<UUID>();
        notices.forEach(notice -> payments.addAll(about(known, notice)));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        payments.stream().sorted().forEach(payment -> standings.look(payment, now));
        return payments.size();
    }

    /// Only payments of the seller whose secret or account proved the notice.
    private Set<UUID> about(PaymentGateway gateway, ProviderNotice notice) {
        var payments = new HashSet<UUID>();
        if (notice.payment() != null) {
            payments.addAll(standings.named(gateway.name(), notice.seller(), notice.payment()));
        }
        var effect = notice.key() == null ? null : Ids.parse(Effect.PREFIX, notice.key());
        if (effect != null) {
            payments.addAll(standings.ofEffect(gateway.name(), notice.seller(), effect));
        }
        return payments;
    }
}
