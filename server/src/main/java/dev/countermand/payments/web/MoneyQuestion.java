package dev.countermand.payments.web;

import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.OrderMoney.EffectMoney;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a shopper may ask the shop about his money, and what he names then.
///
/// @param late whether it is that a bank does not show what was sent
/// @param reference the provider's name of the newest refund that a bank shows, or `none`
public record MoneyQuestion(boolean late, String reference) {

    /// Null while there is nothing to ask about.
    static @Nullable MoneyQuestion of(OrderMoney money) {
        if (money.payments().stream().allMatch(payment -> payment.effects().isEmpty())) {
            return null;
        }
        var sent = money.payments().stream()
                .filter(payment -> MoneyStory.isAtABank(payment.tender()))
                .flatMap(payment -> payment.effects().stream())
                .filter(effect ->
                        effect.kind().equals("refund") && effect.state().equals("done"))
                .toList();
        var reference = sent.stream()
                .map(EffectMoney::reference)
                .filter(Objects::nonNull)
                // Our own name of it says nothing to the provider.
                .filter(each -> !each.startsWith("eff_"))
                .reduce((one, other) -> other);
        return new MoneyQuestion(!sent.isEmpty(), reference.orElse("none"));
    }
}
