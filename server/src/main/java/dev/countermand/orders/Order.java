package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An order as we know it: what was bought, at which price, and where each unit is. Amounts are minor
/// units of `currency`.
///
/// @param version the shop's version of the snapshot, or null when it gives none
/// @param placedAt null only for imported orders that carry no date
/// @param takenAt when we accepted it
/// @param shippingAddress null means the billing address
/// @param lines in the order of the snapshot
/// @param shippingStandard what the cheapest standard shipping would have cost, when a faster one was
///     chosen; null when the shop does not say. At most `shipping`
/// @param fees what the shop charged for payment or service, with all tax in it
/// @param amountDue what is still to be paid outside the listed payments (cash on delivery, invoice)
public record Order(
        OrderRef ref,
        @Nullable Long version,
        @Nullable Instant placedAt,
        Instant takenAt,
        String currency,
        boolean taxIncluded,
        Customer customer,
        Address billingAddress,
        @Nullable Address shippingAddress,
        List<Line> lines,
        long shipping,
        long shippingTax,
        @Nullable Long shippingStandard,
        long fees,
        long discount,
        List<Tender> payments,
        long amountDue,
        Map<String, Object> metadata) {

    /// Who ordered.
    ///
    /// @param locale BCP 47 tag
    public record Customer(
            String id,
            String name,
            @Nullable String email,
            @Nullable String phone,
            String locale,
            @Nullable String country) {}

    /// A postal address; `country` is ISO 3166-1 alpha-2.
    public record Address(
            String name,
            String line1,
            @Nullable String line2,
            @Nullable String line3,
            String city,
            @Nullable String region,
            @Nullable String postalCode,
            String country) {}

    /// A line: `quantity` units of one thing.
    ///
    /// @param unitPrice before discount; `discount` and `tax` are for the whole line
    /// @param accessedAt when digital goods were accessed, else null
    /// @param replaces the line whose units it took the place of by a change; null as it was ordered
    public record Line(
            String line,
            String sku,
            String title,
            int quantity,
            long unitPrice,
            long discount,
            long tax,
            Kind kind,
            @Nullable Instant accessedAt,
            Map<String, Object> attributes,
            Map<String, Object> metadata,
            Units units,
            @Nullable String replaces) {

        /// A line as it was ordered.
        public Line(
                String line,
                String sku,
                String title,
                int quantity,
                long unitPrice,
                long discount,
                long tax,
                Kind kind,
                @Nullable Instant accessedAt,
                Map<String, Object> attributes,
                Map<String, Object> metadata,
                Units units) {
            this(
                    line,
                    sku,
                    title,
                    quantity,
                    unitPrice,
                    discount,
                    tax,
                    kind,
                    accessedAt,
                    attributes,
                    metadata,
                    units,
                    null);
        }

        /// The same line with what a later snapshot may say about it.
        Line with(@Nullable Instant access, Map<String, Object> notes) {
            return new Line(
                    line,
                    sku,
                    title,
                    quantity,
                    unitPrice,
                    discount,
                    tax,
                    kind,
                    access,
                    attributes,
                    notes,
                    units,
                    replaces);
        }

        /// The same line with its units elsewhere.
        Line with(Units others) {
            return new Line(
                    line,
                    sku,
                    title,
                    quantity,
                    unitPrice,
                    discount,
                    tax,
                    kind,
                    accessedAt,
                    attributes,
                    metadata,
                    others,
                    replaces);
        }
    }

    /// What sort of thing a line is.
    public enum Kind {
        PHYSICAL,
        DIGITAL,
        PERSONALIZED,
        GIFT_CARD,
        SERVICE,
        FINAL_SALE;

        /// The name in API, SQL and facts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A payment as the shop told it.
    ///
    /// @param id the shop's own id, unique per order
    /// @param tender one of [#TENDERS]
    /// @param gateway who moves the money: `manual` in the beginning
    /// @param captured whether the money was already taken when the snapshot was made
    /// @param reference the provider's own name of it, such as `pi_…`; without it he knows it by `id`
    /// @param scheme the card's scheme, such as `visa`: how long a hold lasts when the provider
    ///     does not say
    public record Tender(
            String id,
            String tender,
            String gateway,
            long amount,
            boolean captured,
            @Nullable String reference,
            @Nullable String scheme) {

        public Tender(String id, String tender, String gateway, long amount, boolean captured) {
            this(id, tender, gateway, amount, captured, null, null);
        }
    }

    /// What people pay with, in the order of the alphabet.
    public static final List<String> TENDERS = List.of(
            "bank_transfer",
            "card",
            "cash_on_delivery",
            "gift_card",
            "installment",
            "marketplace",
            "other",
            "paypal",
            "store_credit");

    /// The line with this id.
    public Optional<Line> line(String id) {
        return lines.stream().filter(l -> l.line().equals(id)).findFirst();
    }

    /// When the terms of this order were fixed: when it was placed, else when we took it.
    public Instant boundAt() {
        return placedAt == null ? takenAt : placedAt;
    }

    /// Whether a change has put other units in the place of some that were ordered.
    public boolean isChanged() {
        return lines.stream().anyMatch(line -> line.replaces() != null);
    }

    /// The same order with these lines.
    Order with(List<Line> others) {
        return copy(others, shippingAddress, amountDue);
    }

    /// The same order, to be sent there.
    Order to(@Nullable Address other) {
        return copy(lines, other, amountDue);
    }

    /// The same order with so much still to be paid.
    Order due(long due) {
        return copy(lines, shippingAddress, due);
    }

    private Order copy(List<Line> others, @Nullable Address address, long due) {
        return new Order(
                ref,
                version,
                placedAt,
                takenAt,
                currency,
                taxIncluded,
                customer,
                billingAddress,
                address,
                List.copyOf(others),
                shipping,
                shippingTax,
                shippingStandard,
                fees,
                discount,
                payments,
                due,
                metadata);
    }

    /// Units of all lines in a stage.
    public int unitsIn(Stage stage) {
        return lines.stream().mapToInt(l -> l.units().in(stage)).sum();
    }
}
