package dev.countermand.payments.web;

import dev.countermand.kernel.Money;
import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.Movement;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.site.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Amounts of one currency in the words of one reader.
public record Amounts(Texts texts, String currency) {

    private static final Set<String> OPEN = Set.of("planned", "sent", "unknown");

    /// Something with its tone and picture, as everywhere in the house.
    public record Place(String tone, String icon, String sentence) {}

    /// The amount with its currency.
    public String of(long minor) {
        return texts.money(new Money(minor, currency));
    }

    /// The amount as a form's field holds it: `10.00`.
    public String plain(long minor) {
        return BigDecimal.valueOf(minor, new Money(minor, currency).digits()).toPlainString();
    }

    /// Where the money of a payment is; the parts are its whole amount.
    public List<Place> places(PaymentMoney payment) {
        // What waits is not on its way, whatever was promised.
        long waiting = payment.waiting();
        long refunding = payment.refunding() - payment.crediting();
        long waitingRefund = Math.min(waiting, refunding);
        long unknownVoid = sum(payment, "void", "unknown");
        long unknownRefund = sum(payment, "refund", "unknown");
        long unknownCredit = sum(payment, "credit", "unknown");
        long held = payment.authorized() - payment.captured() - payment.voided() - payment.releasing();
        long paid = payment.captured() - payment.refunded() - payment.refunding() - payment.lost();
        // What failed is shown as such and not once more where it still is; the shop may have settled it
        // by itself.
        long failedHold = Math.min(held, sum(payment, "void", "failed"));
        long failedPaid = Math.min(paid, payment.failed() - failedHold);
        var places = new ArrayList<Place>();
        add(places, "calm", "clock", "held", held - failedHold);
        add(places, "calm", "money", "paid", paid - failedPaid);
        add(places, "busy", "clock", "releasing", payment.releasing() - unknownVoid);
        add(places, "good", "check", "voided", payment.voided());
        add(places, "busy", "back", "refunding", refunding - unknownRefund - waitingRefund);
        add(places, "busy", "clock", "waiting", waiting);
        add(places, "good", "check", "refunded", payment.refunded() - payment.credited());
        add(places, "busy", "back", "crediting", payment.crediting() - unknownCredit - (waiting - waitingRefund));
        add(places, "good", "check", "credited", payment.credited());
        add(places, "busy", "clock", "unknown", unknownRefund + unknownVoid + unknownCredit);
        add(places, "bad", "stop", "failed", failedHold + failedPaid);
        add(places, "calm", "back", "lost", payment.lost());
        return places;
    }

    /// By what name a movement is found again where it was made: the provider's, else the one by which we asked for it.
    public String reference(PaymentMoney payment, Movement movement) {
        var asked = payment.effects().stream()
                .filter(effect -> effect.id().equals(movement.effect()))
                .map(EffectMoney::reference)
                .filter(Objects::nonNull)
                .findFirst();
        var told = movement.reference() == null ? movement.effect() : movement.reference();
        return asked.orElse(told == null ? "–" : told);
    }

    /// What the shop has, held or taken, beyond what the order costs now; below 0 when more went back than was
    /// taken back. What banks took in disputes is told by itself.
    public long beyond(OrderMoney money) {
        long away = money.voided() + money.refunded() + money.releasing() + money.refunding();
        long paid =
                money.payments().stream().mapToLong(PaymentMoney::authorized).sum();
        return paid - away - money.failed() + money.stillDue() - money.remaining();
    }

    /// The effects that somebody must do something about.
    public List<EffectMoney> waiting(PaymentMoney payment) {
        return payment.effects().stream().filter(this::waits).toList();
    }

    /// The effects that are done with.
    public List<EffectMoney> settled(PaymentMoney payment) {
        return payment.effects().stream().filter(e -> !waits(e)).toList();
    }

    /// How an effect looks.
    public Place look(EffectMoney effect) {
        if (effect.heldFor() != null) {
            return new Place("busy", "clock", texts.say("payments.held." + effect.heldFor()));
        }
        var sentence = texts.say("payments.state." + effect.state());
        return switch (effect.state()) {
            case "done" -> new Place("good", "check", sentence);
            case "failed" -> new Place("bad", "stop", sentence);
            case "superseded" -> new Place("calm", "next", sentence);
            default -> new Place("busy", "clock", sentence);
        };
    }

    /// What a person says who tells that it moved: whoever moves the money did it, all others saw it.
    public String did(PaymentMoney payment, EffectMoney effect) {
        boolean byShop = payment.gateway().equals("manual") || effect.kind().equals("credit");
        return "payments.effect." + (byShop ? "did." : "seen.") + effect.kind();
    }

    /// Whether somebody may still tell that it moved.
    public boolean isOpen(EffectMoney effect) {
        return OPEN.contains(effect.state());
    }

    private void add(List<Place> places, String tone, String icon, String what, long minor) {
        if (minor > 0) {
            places.add(new Place(tone, icon, texts.say("payments.place." + what, Map.of("amount", of(minor)))));
        }
    }

    private boolean waits(EffectMoney effect) {
        return isOpen(effect) || (effect.state().equals("failed") && !effect.replaced());
    }

    private static long sum(PaymentMoney payment, String kind, String state) {
        return payment.effects().stream()
                .filter(e -> e.kind().equals(kind) && e.state().equals(state) && !e.replaced())
                .mapToLong(e -> e.amount() - e.done())
                .sum();
    }
}
