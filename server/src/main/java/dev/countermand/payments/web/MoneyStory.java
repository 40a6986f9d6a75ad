package dev.countermand.payments.web;

import dev.countermand.kernel.Money;
import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.OrderMoney.Step;
import dev.countermand.payments.web.Amounts.Place;
import dev.countermand.site.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What happened to the money of a payment, in sentences that need no other knowledge: when it was asked for,
/// what is known, and what happens next. It says that money was sent only when whoever moved it said so.
///
/// @param now the instant the page speaks from
/// @param desk whether staff reads
/// @param beyond whether more went back than anything here explains
public record MoneyStory(Texts texts, String currency, Instant now, boolean desk, boolean beyond) {

    /// Two weeks: ten days on which banks work.
    private static final Duration BANK = Duration.ofDays(14);

    private static final Set<String> AT_A_BANK = Set.of("card", "bank_transfer", "paypal", "installment");
    private static final String OUTSIDE = "payments.story.refund.outside";
    private static final String CHECKED = "payments.story.refund.checked";

    /// A sentence for each promise that stands, the oldest first, then for what went back by other ways.
    public List<Place> of(PaymentMoney payment) {
        return of(payment, payment.effects());
    }

    /// A sentence for each of these promises of a payment, then for what went back of it by other ways.
    public List<Place> of(PaymentMoney payment, List<EffectMoney> effects) {
        var promised = effects.stream().filter(effect -> !effect.replaced()).flatMap(effect -> told(payment, effect));
        var otherwise = payment.events().stream()
                .filter(event -> event.type().equals("refunded") && event.effect() == null)
                .map(event -> {
                    var values = values(payment, event.amount(), event.at());
                    values.put("byShop", !event.origin().equals("gateway"));
                    boolean odd = beyond && Amounts.isOutside(event);
                    if (!odd) {
                        return place("good", "check", OUTSIDE, values);
                    }
                    return desk ? place("bad", "stop", OUTSIDE, values) : place("busy", "clock", CHECKED, values);
                });
        return Stream.concat(promised, otherwise).toList();
    }

    /// What is to be said of one promise.
    public List<Place> of(PaymentMoney payment, EffectMoney effect) {
        return told(payment, effect).toList();
    }

    private Stream<Place> told(PaymentMoney payment, EffectMoney effect) {
        if (effect.heldFor() != null) {
            return Stream.of(held(payment, effect));
        }
        var kind = effect.kind().equals("void") ? "void" : "refund";
        var key = "payments.story." + kind + "." + effect.state();
        return switch (effect.state()) {
            case "planned" -> Stream.of(place("busy", "clock", key, values(payment, effect, effect.plannedAt())));
            case "sent" -> Stream.of(place("busy", "clock", key, values(payment, effect, at(effect, "sent"))));
            case "done" -> Stream.of(place("good", "check", key, values(payment, effect, at(effect, "done"))));
            case "unknown" -> Stream.of(place("busy", "clock", key, values(payment, effect, at(effect, "sent"))));
            case "failed" -> Stream.of(place("bad", "stop", key, values(payment, effect, at(effect, "failed"))));
            default -> Stream.of();
        };
    }

    private Place held(PaymentMoney payment, EffectMoney effect) {
        var values = values(payment, effect, effect.plannedAt());
        values.put("why", Objects.requireNonNull(Amounts.hold(payment, effect)));
        return place("busy", "clock", "payments.story.held", values);
    }

    private Map<String, Object> values(PaymentMoney payment, EffectMoney effect, Instant at) {
        boolean settled = effect.state().equals("done");
        var message = effect.message();
        var values = values(payment, settled ? effect.amount() : effect.amount() - effect.done(), at);
        if (effect.kind().equals("credit")) {
            // The shopper chose it in place of money: the shop gives it, and no bank has a part in it.
            values.put("tender", texts.say("payments.tender.store_credit"));
            values.put("bank", false);
            values.put("byShop", true);
        }
        // The sentence has a full stop of its own.
        values.put(
                "why",
                message == null || message.isBlank() ? "none" : message.strip().replaceAll("\\.+$", ""));
        return values;
    }

    private Map<String, Object> values(PaymentMoney payment, long minor, Instant at) {
        var values = new HashMap<String, Object>();
        values.put("amount", new Money(minor, currency));
        values.put("tender", texts.say("payments.tender." + payment.tender()));
        values.put("gateway", payment.gateway());
        values.put("at", texts.dateTime(at));
        values.put("by", texts.date(at.plus(BANK)));
        values.put("bank", isAtABank(payment.tender()));
        values.put("byShop", payment.movedByShop());
        return values;
    }

    private Place place(String tone, String icon, String key, Map<String, Object> values) {
        values.replaceAll((name, value) -> value instanceof Boolean yes ? yes.toString() : value);
        var forDesk = key + ".desk";
        return new Place(tone, icon, texts.say(desk && texts.knows(forDesk) ? forDesk : key, values));
    }

    /// Whether a bank shows such a refund, some days after it was sent.
    public static boolean isAtABank(String tender) {
        return AT_A_BANK.contains(tender);
    }

    /// When it came into a state last.
    static Instant at(EffectMoney effect, String state) {
        return effect.steps().stream()
                .filter(step -> step.state().equals(state))
                .map(Step::at)
                .reduce((one, other) -> other)
                .orElse(effect.plannedAt());
    }
}
