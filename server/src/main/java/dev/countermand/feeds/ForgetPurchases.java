package dev.countermand.feeds;

import dev.countermand.cases.spi.PersonalData;
import org.springframework.stereotype.Component;

/// Forgets where a customer's later cancellation rows would look for what he bought. What files canceled
/// before stays, under the shop's own number of him: without it the same file would cancel again.
@Component
class ForgetPurchases implements PersonalData {

    private final RetailLedgerStore ledger;

    ForgetPurchases(RetailLedgerStore ledger) {
        this.ledger = ledger;
    }

    @Override
    public void forget(Person person) {
        ledger.forget(person.order().seller(), person.order().number());
    }
}
