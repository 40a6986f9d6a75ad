package dev.countermand.payments.reconcile;

import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.Standing;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one comparison has to go by when less moved there than here. Asks providers, so it is never used inside
/// a transaction; who does not answer leaves the question open, and that is the comparison's trouble.
final class Witnesses {

    /// A provider that failed so often in a row is not asked again by this comparison.
    private static final int MISSES_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

    private final Run run;
    private final Map<String, PaymentGateway> gateways;
    private final Set<ProviderMovement.Kind> told;
    private final Clock clock;
    private int misses;
    private int unread;

    /// @param told the kinds of movements that a file tells
    Witnesses(Run run, List<PaymentGateway> gateways, Set<ProviderMovement.Kind> told, Clock clock) {
        this.run = run;
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::name, Function.identity()));
        this.told = told;
        this.clock = clock;
    }

    /// @param lines what they say about this payment
    /// @param stood whether captures or releases of it differed before
    Witness of(OrderRef order, String currency, PaymentMoney payment, List<ProviderMovement> lines, boolean stood) {
        if (run.source().equals(Run.FILE)) {
            return run.since() == null ? new Witness.Silent() : new Witness.Complete(told);
        }
        var gateway = gateways.get(payment.gateway());
        boolean canBeAsked = gateway != null && gateway.capabilities().contains(Capability.STANDING);
        if (gateway == null || !canBeAsked || !(stood || SumRules.isToBeAsked(payment, lines, run.window()))) {
            return new Witness.Silent();
        }
        var readAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean tellsParts = gateway.capabilities().contains(Capability.RELEASES_PARTS);
        var name = payment.provider().reference();
        var at = new PaymentGateway.At(order.seller().value(), order.number(), payment.id(), name, currency);
        return ask(gateway, at)
                .map(standing -> (Witness) new Witness.Asked(standing, readAt, tellsParts))
                .orElseGet(Witness.Silent::new);
    }

    private Optional<Standing> ask(PaymentGateway gateway, PaymentGateway.At payment) {
        var standing = misses >= MISSES_MAX ? Optional.<Standing>empty() : read(gateway, payment);
        if (standing.isPresent()) {
            misses = 0;
        } else {
            misses++;
            unread++;
        }
        return standing;
    }

    private static Optional<Standing> read(PaymentGateway gateway, PaymentGateway.At payment) {
        try {
            return gateway.standing(payment);
        } catch (RuntimeException failure) {
            LOG.warn("gateway {} could not be read: {}", gateway.name(), failure.toString());
            return Optional.empty();
        }
    }

    /// Why not all could be compared; null when it could.
    @Nullable
    String trouble() {
        return unread == 0
                ? null
                : "The provider did not say how " + unread + (unread == 1 ? " payment stands" : " payments stand")
                        + ": whether less was captured or released there could not be compared.";
    }
}
