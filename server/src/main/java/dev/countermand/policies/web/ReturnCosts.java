package dev.countermand.policies.web;

import dev.countermand.kernel.Money;
import dev.countermand.policies.Fee;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.SpecialTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a return costs the customer, in the words of schema.org: only what is certain.
///
/// @param back who pays for the way back; null where nothing is said of it
/// @param fee what is withheld; null for nothing
record ReturnCosts(@Nullable SendingBack back, @Nullable Fee fee) {

    private static final String ORG = "https://schema.org/";

    static ReturnCosts of(RemedyTerms usual, SpecialTerms special) {
        return new ReturnCosts(
                special.sendingBack() == null ? usual.sendingBack() : special.sendingBack(),
                special.fee() == null ? usual.fee() : special.fee());
    }

    /// @param byLaw whether some may withdraw by law, of whom nothing is withheld
    Map<String, Object> markup(boolean byLaw) {
        var said = new LinkedHashMap<String, Object>();
        boolean hasFee = fee != null && !fee.costsNothing();
        if (back != null) {
            switch (back.by()) {
                case CUSTOMER -> said.put("returnFees", ORG + "ReturnFeesCustomerResponsibility");
                case PRICE -> {
                    said.put("returnFees", ORG + "ReturnShippingFees");
                    said.put("returnShippingFeesAmount", amounts(back.price()));
                }
                case SHOP -> {
                    if (!hasFee) {
                        said.put("returnFees", ORG + "FreeReturn");
                    } else if (!byLaw) {
                        said.put("returnFees", ORG + "RestockingFees");
                    }
                }
            }
        }
        if (hasFee && !byLaw && fee != null) {
            said.put("restockingFee", fee.percent() != null ? fee.percent() : amounts(fee.fixed()));
        }
        return said;
    }

    /// One of each currency.
    private static List<Map<String, Object>> amounts(Map<String, Long> minor) {
        var amounts = new ArrayList<Map<String, Object>>();
        minor.forEach((currency, amount) -> {
            var each = new LinkedHashMap<String, Object>();
            each.put("@type", "MonetaryAmount");
            each.put("currency", currency);
            each.put("value", BigDecimal.valueOf(amount, new Money(amount, currency).digits()));
            amounts.add(each);
        });
        return amounts;
    }
}
