package dev.countermand.payments;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How money goes back, as a value from the caller's terms.
///
/// @param shipping what happens to the price of shipping when a part of the order goes back:
///     `never` (it is kept), `always` (each unit's share goes back with it), `with_last_unit`
///     (all of it goes back with the order's last unit; until then it belongs to the units that
///     stay) or `cheapest_standard` (the same, but what was paid above the cheapest standard
///     shipping is kept)
/// @param fees what happens to fees of the order, such as for payment or service: `never`, `always`
///     or `with_last_unit`
/// @param tenderOrder tenders in the order of giving back, such as `store_credit`, `card`; those
///     not named come after them. Within the same place what is only held goes before what was
///     taken, and the last payment of the snapshot first. Empty: all in the same place
/// @param fee what is withheld for canceling; null for nothing
/// @param asStoreCredit whether store credit takes the place of refunds, as the shopper chose; gift
///     cards and store credit go back as what they were all the same
/// @param own line → the fee that is withheld for its units in the place of `fee`; empty where one fee is for all
public record RefundTerms(
        String shipping,
        String fees,
        List<String> tenderOrder,
        @Nullable Fee fee,
        boolean asStoreCredit,
        Map<String, Fee> own) {

    static final String NEVER = "never";
    static final String ALWAYS = "always";
    static final String WITH_LAST_UNIT = "with_last_unit";
    static final String CHEAPEST_STANDARD = "cheapest_standard";

    /// Withheld for canceling, of the money that would go back to payments: a part of it, rounded
    /// down, or a fixed amount once for the whole order. Never more than would go back for the goods that bear it.
    ///
    /// @param basisPoints hundredths of a percent; 0 when it is a fixed amount
    /// @param fixed currency → minor units; a currency that is not named costs nothing
    public record Fee(int basisPoints, Map<String, Long> fixed) {

        /// Nothing is withheld.
        public static final Fee NONE = new Fee(0, Map.of());

        private static final int WHOLE = 10_000;

        /// Fails with `IllegalArgumentException` for more than everything or less than nothing.
        public Fee {
            if (basisPoints < 0
                    || basisPoints > WHOLE
                    || fixed.values().stream().anyMatch(amount -> amount < 0)) {
                throw new IllegalArgumentException("no such fee: " + basisPoints + " or " + fixed);
            }
            fixed = Map.copyOf(fixed);
        }

        /// What is withheld in all, when so much would have gone back in all.
        long of(long base, String currency) {
            if (basisPoints == 0) {
                return Math.min(fixed(currency), base);
            }
            return BigInteger.valueOf(base)
                    .multiply(BigInteger.valueOf(basisPoints))
                    .divide(BigInteger.valueOf(WHOLE))
                    .longValueExact();
        }

        /// The same for equal fees in this currency: goods that bear equal fees bear one together.
        String key(String currency) {
            return basisPoints > 0 ? basisPoints + " bp" : String.valueOf(fixed(currency));
        }

        long fixed(String currency) {
            return basisPoints == 0 ? fixed.getOrDefault(currency, 0L) : 0;
        }
    }

    /// Fails with `IllegalArgumentException` for any other word.
    public RefundTerms {
        if (!Set.of(NEVER, ALWAYS, WITH_LAST_UNIT, CHEAPEST_STANDARD).contains(shipping)) {
            throw new IllegalArgumentException("no such terms of shipping: " + shipping);
        }
        if (!Set.of(NEVER, ALWAYS, WITH_LAST_UNIT).contains(fees)) {
            throw new IllegalArgumentException("no such terms of fees: " + fees);
        }
        tenderOrder = List.copyOf(tenderOrder);
        own = Map.copyOf(own);
    }

    /// With one fee for all lines.
    public RefundTerms(
            String shipping, String fees, List<String> tenderOrder, @Nullable Fee fee, boolean asStoreCredit) {
        this(shipping, fees, tenderOrder, fee, asStoreCredit, Map.of());
    }

    /// With fees that go back with the last unit, nothing withheld for canceling, and every payment
    /// back to where it came from.
    public RefundTerms(String shipping) {
        this(shipping, WITH_LAST_UNIT, List.of(), null, false);
    }

    /// Whether shipping belongs to the units that stay, until none is left.
    boolean shippingWaits() {
        return shipping.equals(WITH_LAST_UNIT) || shipping.equals(CHEAPEST_STANDARD);
    }

    boolean feesWait() {
        return fees.equals(WITH_LAST_UNIT);
    }

    /// Whether something may be withheld for canceling.
    boolean hasFee() {
        return fee != null || !own.isEmpty();
    }

    /// What is withheld for units of this line.
    Fee feeOf(String line) {
        return own.getOrDefault(line, fee == null ? Fee.NONE : fee);
    }

    /// The place of a tender in the order of giving back.
    int place(String tender) {
        int place = tenderOrder.indexOf(tender);
        return place < 0 ? tenderOrder.size() : place;
    }
}
