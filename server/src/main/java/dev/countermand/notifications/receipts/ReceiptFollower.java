package dev.countermand.notifications.receipts;

import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.FactListener;
import java.util.List;
import org.springframework.stereotype.Component;

/// Follows the case log: receipts are numbered and signed in the transaction of the listener's cursor. One
/// process at a time leads it, so numbers have no gap and no command waits for them.
@Component
class ReceiptFollower implements FactListener {

    private final Receipts receipts;

    ReceiptFollower(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public String name() {
        return "receipts";
    }

    @Override
    public void on(Entry entry) {
        receipts.issue(entry);
    }

    @Override
    public void on(List<Entry> entries) {
        receipts.issue(entries);
    }
}
