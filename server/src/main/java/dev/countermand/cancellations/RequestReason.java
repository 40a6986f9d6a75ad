package dev.countermand.cancellations;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why somebody asks for a cancellation: the buyer's reasons and the store's. The other systems' words
/// for them are carried along (Amazon's order feeds, Amazon's Orders API 2026-01-01, Shopify's
/// `orderCancel`).
public enum RequestReason {
    CHANGED_MIND(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    ORDERED_BY_MISTAKE(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    FOUND_CHEAPER(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    TOO_SLOW(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    WRONG_ADDRESS(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    DUPLICATE(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    EXCHANGE_INSTEAD(false, "CustomerExchange", "CUSTOMER_EXCHANGE", "CUSTOMER"),
    OTHER(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    NOT_GIVEN(false, "BuyerCanceled", "BUYER_CANCELLED", "CUSTOMER"),
    PRICE_ERROR(true, "GeneralAdjustment", "PRICING_ERROR", "OTHER"),
    OUT_OF_STOCK(true, "NoInventory", "NO_INVENTORY", "INVENTORY"),
    PAYMENT_FAILED(true, null, null, "DECLINED"),
    PAYMENT_EXPIRED(true, null, null, "OTHER"),
    FRAUD_SUSPECTED(true, "RiskAssessmentInformationNotValid", null, "FRAUD"),
    ADDRESS_UNDELIVERABLE(true, "ShippingAddressUndeliverable", "SHIPPING_ADDRESS_UNDELIVERABLE", "OTHER"),
    RECALL(true, null, null, "OTHER"),
    STORE_OTHER(true, null, null, "STAFF");

    private final boolean store;
    private final @Nullable String amazonFeed;
    private final @Nullable String amazonApi;
    private final String shopify;

    RequestReason(boolean store, @Nullable String amazonFeed, @Nullable String amazonApi, String shopify) {
        this.store = store;
        this.amazonFeed = amazonFeed;
        this.amazonApi = amazonApi;
        this.shopify = shopify;
    }

    /// Whether it is one of the store's own reasons; then the customer is told that the store canceled.
    public boolean isStores() {
        return store;
    }

    /// The code in Amazon's cancellation feeds; empty where they have none.
    public Optional<String> amazonFeed() {
        return Optional.ofNullable(amazonFeed);
    }

    /// The code in Amazon's Orders API; empty where it has none.
    public Optional<String> amazonApi() {
        return Optional.ofNullable(amazonApi);
    }

    /// The code in Shopify's `orderCancel`.
    public String shopify() {
        return shopify;
    }

    /// The name in API, SQL and facts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the lower-case name; empty for anything else.
    public static Optional<RequestReason> of(String word) {
        return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
    }
}
