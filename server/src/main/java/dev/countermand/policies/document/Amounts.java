package dev.countermand.policies.document;

import dev.countermand.kernel.Money;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.document.Leaves.FeePart;
import dev.countermand.policies.document.Shape.Leaf;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Amounts of money as people write them, `2.50 EUR`, and percentages.
final class Amounts {

    private static final Pattern MONEY = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,4}))? ([A-Z]{3})");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?) ?%");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,2})?");
    private static final long MINOR_MAX = 1_000_000_000_000L;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> CURRENCIES = currencies();

    /// Who pays for the way back, as one of several: somebody, or an amount.
    record BackPart(@Nullable SendingBack who, @Nullable Money amount) {}

    private Amounts() {}

    private static Set<String> currencies() {
        var codes = new TreeSet<String>();
        Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .forEach(currency -> codes.add(currency.getCurrencyCode()));
        return codes;
    }

    /// An amount, from 0 on.
    static Leaf<Money> amount() {
        return new Leaf<>("an amount", schema("^[0-9]{1,12}([.][0-9]{1,4})? [A-Z]{3}$", "200 EUR"), Amounts::money);
    }

    /// A percentage, an amount above 0, or `none`.
    static Leaf<FeePart> fee() {
        var pattern = "^(none|[0-9]{1,3}([.][0-9]{1,2})? ?%|[0-9]{1,12}([.][0-9]{1,4})? [A-Z]{3})$";
        return new Leaf<>("a fee", schema(pattern, "2.50 EUR"), text -> {
            if (text.equals(Leaves.NONE)) {
                return new FeePart(null, null);
            }
            if (text.endsWith("%")) {
                return new FeePart(percent(text), null);
            }
            if (NUMBER.matcher(text).matches()) {
                throw new Wrong(
                        "invalid_amount",
                        "'" + text + "' is no fee; write `" + text
                                + "%` for a percentage, or an amount with its currency," + " such as `" + text
                                + " EUR`.");
            }
            var money = money(text);
            if (money.minor() == 0) {
                throw new Wrong("out_of_range", "A fee is above 0; write `none` for no fee.");
            }
            return new FeePart(null, money);
        });
    }

    /// `shop`, `customer`, or an amount above 0.
    static Leaf<BackPart> sendingBack() {
        var pattern = "^(shop|customer|[0-9]{1,12}([.][0-9]{1,4})? [A-Z]{3})$";
        return new Leaf<>("who pays", schema(pattern, "shop"), text -> {
            if (text.equals(SendingBack.Payer.SHOP.word())) {
                return new BackPart(SendingBack.SHOP, null);
            }
            if (text.equals(SendingBack.Payer.CUSTOMER.word())) {
                return new BackPart(SendingBack.CUSTOMER, null);
            }
            if (!Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0))) {
                throw new Wrong(
                        "unknown_word",
                        "'" + Leaves.shown(text) + "' does not say who pays; write `shop`, `customer`, or what it costs"
                                + " the customer, such as `4.95 EUR`."
                                + Nearest.hint(text, List.of("shop", "customer")));
            }
            var money = money(text);
            if (money.minor() == 0) {
                throw new Wrong("out_of_range", "What costs nothing the shop pays; write `shop`.");
            }
            return new BackPart(null, money);
        });
    }

    private static Map<String, Object> schema(String pattern, String example) {
        return Leaves.json("type", "string", "pattern", pattern, "examples", List.of(example));
    }

    private static BigDecimal percent(String text) throws Wrong {
        var matcher = PERCENT.matcher(text);
        if (matcher.matches()) {
            var percent = new BigDecimal(matcher.group(1));
            if (percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0) {
                return percent;
            }
        }
        throw new Wrong(
                "out_of_range",
                "'" + Leaves.shown(text) + "' is no percentage; write more than 0 and at most 100, with at most two"
                        + " decimals, such as `10%`.");
    }

    private static Money money(String text) throws Wrong {
        var matcher = MONEY.matcher(text);
        if (!matcher.matches()) {
            throw new Wrong(
                    "invalid_amount",
                    "'" + Leaves.shown(text) + "' is no amount; write number, space and currency, such as `2.50 EUR`.");
        }
        var currency = matcher.group(3);
        if (!CURRENCIES.contains(currency)) {
            throw new Wrong(
                    "unknown_currency",
                    "'" + currency + "' is no currency; write an ISO 4217 code, such as EUR."
                            + Nearest.hint(currency, CURRENCIES));
        }
        int digits = Money.zero(currency).digits();
        var decimals = matcher.group(2) == null ? "" : matcher.group(2);
        if (decimals.length() > digits) {
            throw new Wrong(
                    "too_many_decimals",
                    currency + " has " + (digits == 0 ? "no decimals" : "at most " + digits + " decimals") + "; write "
                            + (digits == 0 ? "`" + matcher.group(1) + " " + currency + "`." : "fewer."));
        }
        long minor = new BigDecimal(text.substring(0, text.indexOf(' ')))
                .movePointRight(digits)
                .longValueExact();
        if (minor > MINOR_MAX) {
            throw new Wrong("out_of_range", "'" + text + "' is more than anybody pays; write a smaller amount.");
        }
        return new Money(minor, currency);
    }

    /// As it is read.
    static String write(Money money) {
        return BigDecimal.valueOf(money.minor(), money.digits()).toPlainString() + " " + money.currency();
    }
}
