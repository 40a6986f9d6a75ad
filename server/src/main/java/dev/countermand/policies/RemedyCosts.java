package dev.countermand.policies;

import dev.countermand.kernel.Decision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a remedy costs the customer, as plain data of an option.
final class RemedyCosts {

    private RemedyCosts() {}

    /// `currency`, and where the terms say it: `sendingBack` (`shop`, `customer` or `price`), `sendingBackPrice`, and
    /// `feePercent` or `feeFixed`; null for what cannot be had, or of whose costs nothing is said.
    static @Nullable Map<String, Object> told(RemedyRules.Ruling ruling, String currency) {
        var costs = new LinkedHashMap<String, Object>();
        var back = ruling.sendingBack();
        if (back != null) {
            costs.put("sendingBack", back.in(currency).word());
            if (back.in(currency) == SendingBack.Payer.PRICE) {
                costs.put("sendingBackPrice", back.price().getOrDefault(currency, 0L));
            }
        }
        var fee = ruling.fee();
        if (fee != null && fee.percent() != null) {
            costs.put("feePercent", fee.percent());
        } else if (fee != null && fee.fixed().containsKey(currency)) {
            costs.put("feeFixed", fee.fixed().getOrDefault(currency, 0L));
        }
        if (costs.isEmpty() || ruling.decision() instanceof Decision.Refused<RemedyReason>) {
            return null;
        }
        costs.put("currency", currency);
        return costs;
    }
}
