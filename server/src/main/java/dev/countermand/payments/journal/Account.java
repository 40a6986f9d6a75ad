package dev.countermand.payments.journal;

import java.util.Locale;

/// Where money is, or whose it is. Of every fact the debits and credits are equal, so all accounts together
/// are always zero, of each order and of the whole journal.
public enum Account {
    /// The customer: debit is what he owes for the order, credit what is owed to him.
    CUSTOMER,
    /// What the order costs as it stands, a credit: all that was not given back.
    ORDER,
    /// Withheld by the terms, a credit.
    KEPT,
    /// Held on a means of payment and not taken, a debit.
    HELD,
    /// Taken, and with the provider or the shop, a debit.
    PROVIDER,
    /// Paid with a gift card, a debit.
    GIFT_CARD,
    /// Paid with store credit, a debit; given as store credit in place of money, a credit.
    STORE_CREDIT,
    /// Taken back by a bank in a dispute that is not decided, a debit.
    DISPUTED;

    /// The name in files and API: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The account that money taken by this tender lies on.
    static Account of(String tender) {
        return switch (tender) {
            case "gift_card" -> GIFT_CARD;
            case "store_credit" -> STORE_CREDIT;
            default -> PROVIDER;
        };
    }
}
