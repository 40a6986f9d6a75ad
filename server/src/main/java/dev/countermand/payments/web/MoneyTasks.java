package dev.countermand.payments.web;

import dev.countermand.kernel.Money;
import dev.countermand.payments.OrderMoney.DisputeMoney;
import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.Payments;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who does what until when, for each amount that has not come to an end: for staff, in one line.
///
/// @param now the instant the page speaks from
public record MoneyTasks(Texts texts, String currency, Instant now) {

    private static final String BASE = "payments.todo.";
    private static final String SHOP = "shop";
    private static final String CUSTOMER = "customer";

    /// One line.
    ///
    /// @param tone how much it presses: `bad` for the shop with a deadline or money that failed, `busy` for the
    ///     shop, `calm` when it goes by itself
    /// @param deadline whether `until` names an instant after which it is too late
    public record Task(String tone, String what, String who, String until, boolean deadline) {}

    /// For an effect that waits for somebody or something.
    public Task of(PaymentMoney payment, EffectMoney effect) {
        if (effect.heldFor() != null) {
            return held(payment, effect);
        }
        return switch (effect.state()) {
            case "unknown" -> unknown(effect);
            case "failed" -> failed(effect);
            default -> Amounts.isByShop(payment, effect) ? byShop(payment, effect) : byItself(effect);
        };
    }

    /// For a dispute: an open one is to be answered; null for one that is closed.
    public @Nullable Task of(DisputeMoney dispute) {
        if (!dispute.state().equals("open")) {
            return null;
        }
        var what = texts.say(BASE + "answer", Map.of("amount", new Money(dispute.amount(), currency)));
        var by = dispute.answerBy();
        return by == null
                ? new Task("bad", what, who(SHOP), when("unsaid"), false)
                : new Task("bad", what, who(SHOP), when(by.isAfter(now) ? "at" : "past", by), true);
    }

    /// For money that went back without a reason that is known here.
    public Task beyond() {
        return new Task("busy", texts.say(BASE + "beyond"), who(SHOP), when("none"), false);
    }

    private Task held(PaymentMoney payment, EffectMoney effect) {
        var hold = Objects.requireNonNull(Amounts.hold(payment, effect));
        var what = what(effect, hold);
        return hold.equals("dispute")
                ? new Task("calm", what, who("bank"), when("bank"), false)
                : new Task("busy", what, who(SHOP), when(CUSTOMER), false);
    }

    private Task unknown(EffectMoney effect) {
        var visible = MoneyStory.at(effect, "unknown").plus(Payments.UNKNOWN_SHOWN_AFTER);
        return now.isBefore(visible)
                ? new Task("calm", what(effect, "unknown"), who("house"), when("person", visible), false)
                : new Task("busy", what(effect, "unknown_seen"), who(SHOP), when(CUSTOMER), false);
    }

    private Task failed(EffectMoney effect) {
        boolean balance = "insufficient_balance".equals(effect.reason());
        return new Task("bad", what(effect, balance ? "failed_balance" : "failed"), who(SHOP), when(CUSTOMER), false);
    }

    private Task byShop(PaymentMoney payment, EffectMoney effect) {
        var ends = payment.provider().holdEnds();
        return effect.kind().equals("void") && ends != null
                ? new Task("busy", what(effect, SHOP), who(SHOP), when("hold", ends), true)
                : new Task("busy", what(effect, SHOP), who(SHOP), when(CUSTOMER), false);
    }

    private Task byItself(EffectMoney effect) {
        return effect.state().equals("sent")
                ? new Task("calm", what(effect, "sent"), who("provider"), when("none"), false)
                : new Task("calm", what(effect, "planned"), who("house"), when("none"), false);
    }

    private String what(EffectMoney effect, String which) {
        return texts.say(
                BASE + which,
                Map.of("amount", new Money(effect.amount() - effect.done(), currency), "kind", effect.kind()));
    }

    private String who(String which) {
        return texts.say(BASE + "by." + which);
    }

    private String when(String which) {
        return texts.say(BASE + "when." + which);
    }

    private String when(String which, Instant at) {
        return texts.say(BASE + "when." + which, Map.of("at", at));
    }
}
