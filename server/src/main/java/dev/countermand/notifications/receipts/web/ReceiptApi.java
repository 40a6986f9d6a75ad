package dev.countermand.notifications.receipts.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.notifications.receipts.Receipt;
import dev.countermand.notifications.receipts.ReceiptKeys;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.orders.Orders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Receipts for programs, and the rotation of the keys that sign them.
@RestController
class ReceiptApi {

    private final Receipts receipts;
    private final ReceiptKeys keys;
    private final Orders orders;
    private final Downloads downloads;

    ReceiptApi(Receipts receipts, ReceiptKeys keys, Orders orders, Downloads downloads) {
        this.receipts = receipts;
        this.keys = keys;
        this.orders = orders;
        this.downloads = downloads;
    }

    /// Newest first.
    record Listing(List<ReceiptJson> receipts) {}

    @GetMapping("/v1/orders/{number}/receipts")
    Listing list(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var order = orders.ref(actor.seller(seller), number).filter(actor::sees).orElseThrow(Problem::notFound);
        reads(actor);
        return new Listing(receipts.of(order).stream().map(ReceiptJson::of).toList());
    }

    @GetMapping("/v1/receipts/{id:rcp_[0-9a-f]{32}}")
    ReceiptJson read(Actor actor, @PathVariable String id) {
        return ReceiptJson.of(find(actor, id));
    }

    @GetMapping(value = "/v1/receipts/{id:rcp_[0-9a-f]{32}}.pdf", produces = "application/pdf")
    ResponseEntity<byte[]> pdf(Actor actor, @PathVariable String id) {
        return downloads.pdf(find(actor, id));
    }

    @GetMapping(value = "/v1/receipts/{id:rcp_[0-9a-f]{32}}.jws", produces = "application/jose")
    ResponseEntity<byte[]> jws(Actor actor, @PathVariable String id) {
        return downloads.jws(find(actor, id));
    }

    /// A new key signs from now on; what the old ones signed stays good. Only the operator's.
    @PostMapping("/v1/receipt-keys/rotate")
    ReceiptKeys.Rotation rotate(Actor actor) {
        actor.require(Right.OPERATE);
        return keys.rotate();
    }

    private Receipt find(Actor actor, String id) {
        var found =
                receipts.find(id).filter(receipt -> actor.sees(receipt.order())).orElseThrow(Problem::notFound);
        reads(actor);
        return found;
    }

    /// A receipt tells of the goods and of the money.
    static void reads(Actor actor) {
        actor.require(Right.SEE_ORDERS);
        actor.require(Right.SEE_MONEY);
    }
}
