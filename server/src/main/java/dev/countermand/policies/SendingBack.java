package dev.countermand.policies;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Who pays for sending goods back.
///
/// @param by who
/// @param price where the customer pays the shop for the way back: currency → minor units; a currency that is not
///     named costs nothing
public record SendingBack(Payer by, Map<String, Long> price) {

    /// Who pays.
    public enum Payer {
        /// The shop.
        SHOP,
        /// The customer, whatever it costs him.
        CUSTOMER,
        /// The customer, a price that the shop names.
        PRICE;

        /// The name in API and texts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The shop pays.
    public static final SendingBack SHOP = new SendingBack(Payer.SHOP, Map.of());

    /// The customer pays whatever it costs him.
    public static final SendingBack CUSTOMER = new SendingBack(Payer.CUSTOMER, Map.of());

    /// Keeps currencies in one order.
    public SendingBack {
        price = price == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(price));
    }

    /// Who pays of an order in this currency.
    public Payer in(String currency) {
        return by == Payer.PRICE && !price.containsKey(currency) ? Payer.SHOP : by;
    }

    /// A price for each currency.
    public static SendingBack at(Map<String, Long> price) {
        return new SendingBack(Payer.PRICE, price);
    }
}
