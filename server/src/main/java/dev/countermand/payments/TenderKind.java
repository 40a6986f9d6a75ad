package dev.countermand.payments;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What people pay with, and so what "not charged" and "refund" mean for it.
public enum TenderKind {
    CARD(Unpaid.RELEASED, Way.SOURCE),
    PAYPAL(Unpaid.RELEASED, Way.SOURCE),
    GIFT_CARD(Unpaid.UNLOCKED, Way.BALANCE),
    STORE_CREDIT(Unpaid.UNLOCKED, Way.BALANCE),
    INSTALLMENT(Unpaid.PLAN_LOWERED, Way.PLAN),
    BANK_TRANSFER(Unpaid.NOTHING, Way.TRANSFER),
    CASH_ON_DELIVERY(Unpaid.NOTHING, Way.TRANSFER),
    MARKETPLACE(Unpaid.RELEASED, Way.SELLER_BALANCE),
    OTHER(Unpaid.RELEASED, Way.PERSON);

    /// What is done when money is not charged that was not taken yet.
    public enum Unpaid {
        /// The hold at the provider is released.
        RELEASED,
        /// What was set aside of a balance may be spent again.
        UNLOCKED,
        /// The plan of payments becomes smaller, or never begins.
        PLAN_LOWERED,
        /// Nobody has paid yet: nobody need pay.
        NOTHING
    }

    /// How money that was taken comes back.
    public enum Way {
        /// By the provider, to where it came from.
        SOURCE(null),
        /// Onto the balance it came from: it goes back as what it was, and nothing else is ever made of it.
        BALANCE(null),
        /// Off the plan first, and what was paid of it before back to the payer; the provider knows how.
        PLAN(null),
        /// There is no way back by itself: somebody asks for the bank details and sends it.
        TRANSFER("bank_details"),
        /// The marketplace has paid the seller already: it must come from his balance there.
        SELLER_BALANCE("seller_balance"),
        /// Nobody knows but the shop.
        PERSON("person");

        private final @Nullable String needs;

        Way(@Nullable String needs) {
            this.needs = needs;
        }

        /// What a person must add before the money can go back: `bank_details`, `seller_balance` or
        /// `person`; null when it goes by itself.
        public @Nullable String needs() {
            return needs;
        }
    }

    private final Unpaid unpaid;
    private final Way way;

    TenderKind(Unpaid unpaid, Way way) {
        this.unpaid = unpaid;
        this.way = way;
    }

    /// What "not charged" means.
    public Unpaid unpaid() {
        return unpaid;
    }

    /// What "refund" means.
    public Way way() {
        return way;
    }

    /// Whether store credit may take the place of a refund when the shopper chooses it. Gift cards and
    /// store credit go back as what they were.
    public boolean mayBecomeCredit() {
        return way != Way.BALANCE;
    }

    /// The name in API, SQL and facts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the name. What is not known is OTHER: somebody of the shop knows what to do.
    public static TenderKind of(String word) {
        for (var kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return OTHER;
    }
}
