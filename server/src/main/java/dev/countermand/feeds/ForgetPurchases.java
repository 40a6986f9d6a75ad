package dev.countermand.feeds;

import dev.countermand.cases.spi.PersonalData;
import org.springframework.stereotype.Component;

/// Forgets where a customer's later cancellation rows would look for what he bought, and his number with
/// the rows of before. That these rows canceled something stays, so that the same file does not do it again.
@Component
class ForgetPurchases implements PersonalData {

    private final RetailLedgerStore ledger;

    ForgetPurchases(RetailLedgerStore ledger) {
        this.ledger = ledger;
    }

    @Override
    public void forget(Person person) {
        ledger.forget(person.order().seller(), person.order().number(), person.customer());
    }
}
