package dev.countermand.payments.reconcile;

import dev.countermand.payments.OrderMoney.Movement;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What our journal says was taken of a payment, or released of its hold.
///
/// @param amount below 0 for what was told to be undone
/// @param at when it happened; for what a snapshot told, when it told it
/// @param recordedAt when we learned it
/// @param timed whether anybody told when it happened
record Claim(long amount, Instant at, Instant recordedAt, boolean timed) {

    private static final String SNAPSHOT = "snapshot";

    /// What was taken. What the order came with counts from the moment when it came.
    static List<Claim> captured(PaymentMoney payment) {
        var claims = new ArrayList<Claim>();
        for (var movement : payment.events()) {
            if (movement.type().equals(Kind.CAPTURED.word())) {
                claims.add(of(movement, movement.amount()));
            }
        }
        long before =
                payment.captured() - claims.stream().mapToLong(Claim::amount).sum();
        var taken = payment.provider().takenAt();
        if (before > 0 && taken != null) {
            claims.add(new Claim(before, taken, taken, false));
        }
        return claims;
    }

    /// What was released. What another system's records only make likely is nobody's word, and no claim.
    static List<Claim> released(PaymentMoney payment) {
        var claims = new ArrayList<Claim>();
        for (var movement : payment.events()) {
            if (isRelease(movement)) {
                claims.add(of(movement, movement.amount()));
            } else if (movement.type().equals(Ours.FAILED) && isOfRelease(payment, movement)) {
                claims.add(of(movement, -movement.amount()));
            }
        }
        return claims;
    }

    private static boolean isRelease(Movement movement) {
        return movement.type().equals("voided") && !movement.origin().equals(SNAPSHOT);
    }

    /// Whether what failed afterwards had been told as released: by our effect, or under the same name.
    private static boolean isOfRelease(PaymentMoney payment, Movement failed) {
        return payment.events().stream()
                .filter(Claim::isRelease)
                .anyMatch(released -> failed.effect() != null
                        ? failed.effect().equals(released.effect())
                        : failed.reference() != null && failed.reference().equals(released.reference()));
    }

    private static Claim of(Movement movement, long amount) {
        boolean timed = !movement.origin().equals(SNAPSHOT);
        return new Claim(amount, movement.at(), movement.recordedAt(), timed);
    }
}
