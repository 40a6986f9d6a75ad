package dev.countermand.payments.reconcile;

import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.reconcile.DifferenceRules.Window;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much was captured and released of one payment, here and there. Pure.
///
/// Only sums are compared, as one side may tell in parts what the other tells at once.
final class SumRules {

    private static final List<Kind> KINDS = List.of(Kind.CAPTURED, Kind.RELEASED);

    private final String currency;
    private final PaymentMoney payment;
    private final List<ProviderMovement> lines;
    private final Window window;

    private SumRules(String currency, PaymentMoney payment, List<ProviderMovement> lines, Window window) {
        this.currency = currency;
        this.payment = payment;
        this.lines = lines;
        this.window = window;
    }

    /// @param lines what they say about this payment
    static List<Difference> compare(
            String currency, PaymentMoney payment, List<ProviderMovement> lines, Window window, Witness witness) {
        var rules = new SumRules(currency, payment, lines, window);
        var found = new ArrayList<Difference>();
        for (var kind : KINDS) {
            var more = rules.more(kind);
            var less = more == null ? rules.less(kind, witness) : null;
            if (more != null) {
                found.add(more);
            } else if (less != null) {
                found.add(less);
            }
        }
        return found;
    }

    /// Whether the provider must be asked how the payment stands: of what we learned in the window he does not
    /// list all.
    static boolean isToBeAsked(PaymentMoney payment, List<ProviderMovement> lines, Window window) {
        var rules = new SumRules("", payment, lines, window);
        return KINDS.stream()
                .anyMatch(kind -> sum(rules.claims(kind).stream()
                                .filter(claim -> window.covers(claim.at()))
                                .toList())
                        > rules.listed(kind));
    }

    /// What a difference between sums is about, such as `captured`; null for one about a single movement.
    static @Nullable String about(Difference difference) {
        var kind = kind(difference);
        return kind == null ? null : kind.word();
    }

    /// Whether a difference is about such a sum, and less was there than here.
    static boolean isLess(Difference difference) {
        return difference.kind() == DifferenceKind.MISSING_THERE && kind(difference) != null;
    }

    /// Whether a difference is about such a sum of this payment.
    static boolean isOf(PaymentMoney payment, Difference difference) {
        return KINDS.stream().anyMatch(kind -> difference.subject().equals(subject(payment, kind)));
    }

    /// Whether this witness would have said so if there were less still.
    static boolean sees(Difference difference, Window window, @Nullable Witness witness) {
        return switch (witness) {
            case null -> false;
            case Witness.Silent silent -> false;
            case Witness.Complete file -> file.kinds().contains(kind(difference)) && window.covers(difference.at());
            case Witness.Asked asked -> true;
        };
    }

    private static @Nullable Kind kind(Difference difference) {
        return KINDS.stream()
                .filter(kind -> difference.subject().endsWith("/" + kind.word()))
                .findFirst()
                .orElse(null);
    }

    private static String subject(PaymentMoney payment, Kind kind) {
        return payment.publicId() + "/" + kind.word();
    }

    /// More moved there than we know of.
    private @Nullable Difference more(Kind kind) {
        long ours = kind == Kind.CAPTURED ? payment.captured() : payment.voided() + payment.releasing();
        long theirs = listed(kind);
        if (theirs <= ours) {
            return null;
        }
        var last = settled(kind).getLast();
        return difference(DifferenceKind.MISSING_HERE, kind, ours, theirs, last.reference(), last.at());
    }

    /// Less moved there than we were told, long enough ago.
    private @Nullable Difference less(Kind kind, Witness witness) {
        return switch (witness) {
            case Witness.Silent silent -> null;
            case Witness.Complete file ->
                file.kinds().contains(kind)
                        ? less(
                                kind,
                                claims(kind).stream()
                                        .filter(claim -> claim.timed() && window.covers(claim.at()))
                                        .toList(),
                                listed(kind))
                        : null;
            case Witness.Asked asked ->
                isVisible(kind, asked)
                        ? less(
                                kind,
                                claims(kind).stream()
                                        .filter(claim -> window.isSettled(claim.at())
                                                && !claim.recordedAt().isAfter(asked.readAt()))
                                        .toList(),
                                moved(kind, asked.standing()))
                        : null;
        };
    }

    private @Nullable Difference less(Kind kind, List<Claim> claims, long theirs) {
        long ours = sum(claims);
        if (theirs >= ours) {
            return null;
        }
        var last = claims.stream().map(Claim::at).max(Comparator.naturalOrder()).orElseThrow();
        return difference(DifferenceKind.MISSING_THERE, kind, ours, theirs, null, last);
    }

    /// Where no part of a hold can be released by itself, a part is held on until the rest is captured.
    private boolean isVisible(Kind kind, Witness.Asked asked) {
        return kind == Kind.CAPTURED
                || asked.tellsParts()
                || asked.standing().held() <= 0
                || payment.voided() == payment.authorized();
    }

    /// Once nothing is held there, all that was not captured is as good as released: the hold may have been
    /// smaller there, or never have been.
    private long moved(Kind kind, Standing standing) {
        if (kind == Kind.CAPTURED) {
            return standing.captured();
        }
        return standing.held() > 0
                ? standing.released()
                : Math.max(standing.released(), payment.authorized() - standing.captured());
    }

    private List<Claim> claims(Kind kind) {
        return kind == Kind.CAPTURED ? Claim.captured(payment) : Claim.released(payment);
    }

    private List<ProviderMovement> settled(Kind kind) {
        return lines.stream()
                .filter(line -> line.kind() == kind && !line.pending() && window.isSettled(line.at()))
                .toList();
    }

    private long listed(Kind kind) {
        return settled(kind).stream().mapToLong(ProviderMovement::amount).sum();
    }

    private static long sum(List<Claim> claims) {
        return claims.stream().mapToLong(Claim::amount).sum();
    }

    private Difference difference(
            DifferenceKind how, Kind kind, long ours, long theirs, @Nullable String reference, Instant at) {
        return new Difference(
                how,
                subject(payment, kind),
                payment.id(),
                ours,
                Ours.DONE,
                theirs,
                Theirs.DONE,
                currency,
                reference,
                null,
                at);
    }
}
