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
import org.jspecify.annotations.Nullable;

/// Amounts of one currency in the words of one reader.
///
/// @param desk whether staff reads
public record Amounts(Texts texts, String currency, boolean desk) {

    private static final Set<String> OPEN = Set.of("planned", "sent", "unknown");
    private static final Map<String, String> DONE = Map.of("void", "voided", "credit", "credited");

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
        long underway = payment.movedByShop() ? 0 : sum(payment, "refund", "sent");
        long held = payment.authorized() - payment.captured() - payment.voided() - payment.releasing();
        long paid = payment.captured() - payment.refunded() - payment.refunding() - payment.lost();
        // What failed is shown as such and not once more where it still is; the shop may have settled it
        // by itself.
        long failedHold = Math.min(held, sum(payment, "void", "failed"));
        long failedPaid = Math.min(paid, payment.failed() - failedHold);
        var places = new ArrayList<Place>();
        add(places, "calm", "clock", "held", held - failedHold);
        boolean disputed = payment.disputed() > 0;
        add(places, disputed ? "bad" : "calm", "money", disputed ? "paid.disputed" : "paid", paid - failedPaid);
        add(places, "busy", "clock", "releasing", payment.releasing() - unknownVoid);
        add(places, "good", "check", "voided", payment.voided());
        add(places, "busy", "back", "refunding", refunding - unknownRefund - waitingRefund - underway);
        add(places, "busy", "back", "underway", underway);
        add(places, "busy", "clock", "waiting", waiting);
        add(places, "good", "check", "refunded", payment.refunded() - payment.credited());
        add(places, "busy", "back", "crediting", payment.crediting() - unknownCredit - (waiting - waitingRefund));
        add(places, "good", "check", "credited", payment.credited());
        add(places, "busy", "clock", "unknown", unknownRefund + unknownVoid + unknownCredit);
        add(places, "bad", "stop", "hold_failed", failedHold);
        add(places, "bad", "stop", "failed", failedPaid);
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

    /// How an effect looks: by the same words as the money of its payment.
    public Place look(PaymentMoney payment, EffectMoney effect) {
        if (effect.heldFor() != null) {
            return place("busy", "clock", "waiting", effect.amount() - effect.done());
        }
        long open = effect.amount() - effect.done();
        return switch (effect.state()) {
            case "done" -> place("good", "check", DONE.getOrDefault(effect.kind(), "refunded"), effect.amount());
            case "unknown" -> place("busy", "clock", "unknown", open);
            case "failed" ->
                effect.replaced()
                        ? place("calm", "next", "replaced", open)
                        : place("bad", "stop", effect.kind().equals("void") ? "hold_failed" : "failed", open);
            case "superseded" -> place("calm", "next", "replaced", open);
            default -> place("busy", "clock", promised(payment, effect), open);
        };
    }

    private static String promised(PaymentMoney payment, EffectMoney effect) {
        return switch (effect.kind()) {
            case "void" -> "releasing";
            case "credit" -> "crediting";
            default -> effect.state().equals("sent") && !payment.movedByShop() ? "underway" : "refunding";
        };
    }

    /// Why an effect is held, as far as it still is: `dispute` while one is open, `lost` after it was lost,
    /// `discovered` or `seller_balance`; null when it is not.
    public static @Nullable String hold(PaymentMoney payment, EffectMoney effect) {
        return "dispute".equals(effect.heldFor()) && payment.disputed() == 0 ? "lost" : effect.heldFor();
    }

    /// Whether a person of the shop moves the money, and not a provider.
    public static boolean isByShop(PaymentMoney payment, EffectMoney effect) {
        return payment.movedByShop() || effect.kind().equals("credit");
    }

    /// Whether sending it may pay twice: somebody else sent it already, or is deciding about it.
    public static boolean isRisky(String hold) {
        return !hold.equals("seller_balance");
    }

    /// Whether it moved at the provider without being one of our effects.
    public static boolean isOutside(Movement movement) {
        return movement.type().equals("refunded")
                && movement.effect() == null
                && movement.origin().equals("gateway");
    }

    /// What takes the order's price down: `refund`, `void` (not charged) or `both`.
    public static String takenOff(OrderMoney money) {
        var kinds = money.payments().stream()
                .flatMap(payment -> payment.effects().stream())
                .map(EffectMoney::kind)
                .map(kind -> kind.equals("void"))
                .distinct()
                .toList();
        boolean notCharged = kinds.contains(true) || money.notDue() > 0;
        boolean refund = kinds.contains(false) || money.already() > 0;
        return notCharged ? refund ? "both" : "void" : "refund";
    }

    /// Whether somebody may still tell that it moved.
    public boolean isOpen(EffectMoney effect) {
        return OPEN.contains(effect.state());
    }

    private void add(List<Place> places, String tone, String icon, String what, long minor) {
        if (minor > 0) {
            places.add(place(tone, icon, what, minor));
        }
    }

    private Place place(String tone, String icon, String what, long minor) {
        var key = "payments.place." + what;
        var forDesk = key + ".desk";
        return new Place(
                tone, icon, texts.say(desk && texts.knows(forDesk) ? forDesk : key, Map.of("amount", of(minor))));
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
