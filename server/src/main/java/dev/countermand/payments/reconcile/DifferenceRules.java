package dev.countermand.payments.reconcile;

import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.spi.ProviderMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// On what our journal of one payment and theirs do not agree. Pure.
///
/// Refunds are paired by our key, then by their reference, then by amount and time; captures and releases are
/// [SumRules].
final class DifferenceRules {

    /// The stretch of time in which both must know everything.
    ///
    /// @param since of what moved here before then they need not know; null when they tell only what they name
    /// @param until what moved after then may still be on its way to the other side
    record Window(@Nullable Instant since, Instant until) {

        private boolean theyMustKnow(@Nullable Instant at) {
            return at != null && since != null && !at.isBefore(since) && at.isBefore(until);
        }

        /// Whether they know by now what happened then.
        boolean isSettled(Instant at) {
            return at.isBefore(until);
        }

        /// Whether nothing that happened then can have been overlooked.
        boolean covers(Instant at) {
            return theyMustKnow(at);
        }
    }

    private static final Duration SAME_DAYS = Duration.ofDays(7);
    private static final Set<ProviderMovement.Kind> DISPUTES = Set.of(
            ProviderMovement.Kind.DISPUTED, ProviderMovement.Kind.DISPUTE_WON, ProviderMovement.Kind.DISPUTE_LOST);

    private final String currency;
    private final PaymentMoney payment;
    private final Window window;
    private final List<Difference> found = new ArrayList<>();

    private DifferenceRules(String currency, PaymentMoney payment, Window window) {
        this.currency = currency;
        this.payment = payment;
        this.window = window;
    }

    /// @param lines what they say about this payment
    /// @param witness what proves that less was captured or released there
    static List<Difference> compare(
            String currency, PaymentMoney payment, List<ProviderMovement> lines, Window window, Witness witness) {
        var rules = new DifferenceRules(currency, payment, window);
        rules.refunds(lines);
        rules.disputes(lines);
        rules.found.addAll(SumRules.compare(currency, payment, lines, window, witness));
        return List.copyOf(rules.found);
    }

    private void refunds(List<ProviderMovement> lines) {
        var ours = new ArrayList<>(Ours.refunds(payment));
        var theirs = new ArrayList<>(Theirs.refunds(lines));
        pair(ours, theirs, (our, their) -> their.key() != null && their.key().equals(our.key()));
        pair(ours, theirs, (our, their) -> their.reference().equals(our.reference()));
        pair(ours, theirs, DifferenceRules::isAlike);
        theirs.stream()
                .filter(their -> !their.state().equals(Theirs.FAILED) && window.isSettled(their.at()))
                .forEach(their -> add(DifferenceKind.MISSING_HERE, null, their));
        ours.stream()
                .filter(our -> our.state().equals(Ours.DONE) || our.state().equals(Ours.UNKNOWN))
                .filter(our -> window.theyMustKnow(our.at()))
                .forEach(our -> add(DifferenceKind.MISSING_THERE, our, null));
    }

    private interface Same {

        boolean is(Ours our, Theirs their);
    }

    private void pair(List<Ours> ours, List<Theirs> theirs, Same same) {
        for (var each = theirs.iterator(); each.hasNext(); ) {
            var their = each.next();
            var match = best(ours, their, our -> same.is(our, their));
            if (match.isPresent()) {
                ours.remove(match.get());
                each.remove();
                compare(match.get(), their);
            }
        }
    }

    /// Of several that would do, the one with the same amount, then the nearest in time.
    private static Optional<Ours> best(List<Ours> ours, Theirs their, Predicate<Ours> fits) {
        return ours.stream()
                .filter(fits)
                .min(Comparator.comparing((Ours our) -> our.amount() != their.amount())
                        .thenComparing(our -> apart(our, their)));
    }

    /// Two that name each other by nothing but look the same.
    private static boolean isAlike(Ours our, Theirs their) {
        boolean named = their.key() != null && our.key() != null;
        return !named
                && our.amount() == their.amount()
                && (our.at() == null || apart(our, their).compareTo(SAME_DAYS) <= 0);
    }

    private static Duration apart(Ours our, Theirs their) {
        return our.at() == null
                ? SAME_DAYS
                : Duration.between(our.at(), their.at()).abs();
    }

    private void compare(Ours our, Theirs their) {
        if (our.amount() != their.amount() || !currency.equals(their.currency())) {
            add(DifferenceKind.AMOUNT_DIFFERS, our, their);
        }
        var kind = states(our.state(), their.state());
        if (kind != null && window.isSettled(their.at())) {
            add(kind, our, their);
        }
    }

    /// What two words about the same refund make; null when they agree.
    static @Nullable DifferenceKind states(String ours, String theirs) {
        boolean pending = theirs.equals(Theirs.PENDING);
        boolean agree = switch (ours) {
            case Ours.DONE, Ours.FAILED -> theirs.equals(ours);
            case Ours.UNKNOWN, Ours.SENT -> pending;
            default -> false;
        };
        if (agree) {
            return null;
        }
        return ours.equals(Ours.UNKNOWN) ? DifferenceKind.OUTCOME_KNOWN : DifferenceKind.STATE_DIFFERS;
    }

    /// A dispute of which we know nothing, or not how it ended.
    private void disputes(List<ProviderMovement> lines) {
        for (var line : lines) {
            if (DISPUTES.contains(line.kind()) && window.isSettled(line.at())) {
                var known = payment.events().stream()
                        .filter(event -> line.reference().equals(event.reference()))
                        .map(event -> event.type())
                        .filter(type -> type.startsWith("dispute"))
                        .toList();
                if (!known.contains(line.kind().word())) {
                    found.add(new Difference(
                            known.isEmpty() ? DifferenceKind.MISSING_HERE : DifferenceKind.STATE_DIFFERS,
                            line.reference() + "/" + line.kind().word(),
                            payment.id(),
                            null,
                            known.isEmpty() ? null : known.getLast(),
                            line.amount(),
                            line.kind().word(),
                            line.currency(),
                            line.reference(),
                            null,
                            line.at()));
                }
            }
        }
    }

    private void add(DifferenceKind kind, @Nullable Ours our, @Nullable Theirs their) {
        var at = their != null ? their.at() : our == null ? null : our.at();
        found.add(new Difference(
                kind,
                our != null ? our.subject() : Objects.requireNonNull(their).reference(),
                payment.id(),
                our == null ? null : our.amount(),
                our == null ? null : our.state(),
                their == null ? null : their.amount(),
                their == null ? null : their.state(),
                their == null ? currency : their.currency(),
                their != null ? their.reference() : our == null ? null : our.reference(),
                our == null ? null : our.key(),
                Objects.requireNonNull(at)));
    }

    /// A line with a key of ours about a payment that no order of ours has; null for all other lines: a provider
    /// also moves money of which we were never told.
    static @Nullable Difference nobodys(ProviderMovement line) {
        return line.key() == null
                ? null
                : new Difference(
                        DifferenceKind.UNKNOWN_PAYMENT,
                        line.reference(),
                        line.payment(),
                        null,
                        null,
                        line.amount(),
                        line.pending() ? Theirs.PENDING : Theirs.DONE,
                        line.currency(),
                        line.reference(),
                        null,
                        line.at());
    }
}
