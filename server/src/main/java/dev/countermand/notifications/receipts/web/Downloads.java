package dev.countermand.notifications.receipts.web;

import dev.countermand.kernel.Problem;
import dev.countermand.notifications.receipts.Receipt;
import dev.countermand.notifications.receipts.paper.ReceiptPaper;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// The forms in which a receipt leaves the house.
@Component
class Downloads {

    private final ReceiptPaper paper;

    Downloads(ReceiptPaper paper) {
        this.paper = paper;
    }

    ResponseEntity<byte[]> pdf(Receipt receipt) {
        jwsOf(receipt);
        return file(receipt, "pdf", MediaType.APPLICATION_PDF, paper.of(receipt));
    }

    ResponseEntity<byte[]> jws(Receipt receipt) {
        return file(
                receipt,
                "jws",
                new MediaType("application", "jose"),
                jwsOf(receipt).getBytes(StandardCharsets.US_ASCII));
    }

    ResponseEntity<byte[]> json(Receipt receipt) {
        jwsOf(receipt);
        return file(
                receipt,
                "json",
                MediaType.APPLICATION_JSON,
                Json.write(ReceiptJson.of(receipt)).getBytes(StandardCharsets.UTF_8));
    }

    private static String jwsOf(Receipt receipt) {
        if (receipt.jws() == null) {
            throw Problem.conflict(
                    "erased",
                    "The person was erased at their own wish or by law, and the content of this receipt with them. What"
                            + " remains is that it was issued, its number and its hash.");
        }
        return receipt.jws();
    }

    private static ResponseEntity<byte[]> file(Receipt receipt, String ending, MediaType type, byte[] bytes) {
        var name = ContentDisposition.attachment()
                .filename(receipt.number() + "." + ending)
                .build();
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header("Content-Disposition", name.toString())
                .body(bytes);
    }
}
