package dev.countermand.notifications.receipts;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.cancellations.spi.CancellationReceipts;
import dev.countermand.kernel.OrderRef;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells cancellations and changes which receipts they have.
@Component
class AttemptReceipts implements CancellationReceipts {

    private final Receipts receipts;
    private final OrderLinks links;

    AttemptReceipts(Receipts receipts, OrderLinks links) {
        this.receipts = receipts;
        this.links = links;
    }

    @Override
    public List<Receipted> of(OrderRef order, String cancellation, boolean staff) {
        return receipts.of(order, cancellation).stream()
                .filter(receipt -> staff || !receipt.shopOnly())
                .map(receipt -> new Receipted(
                        receipt.id(),
                        receipt.number(),
                        receipt.kind(),
                        receipt.happenedAt(),
                        links.page("/r/" + receipt.id()).toString()))
                .toList();
    }
}
