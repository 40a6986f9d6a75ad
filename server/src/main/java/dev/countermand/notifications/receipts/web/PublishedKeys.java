package dev.countermand.notifications.receipts.web;

import dev.countermand.notifications.receipts.ReceiptKeys;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The public halves of every key that ever signed a receipt, for whoever wants to check one without us.
@RestController
class PublishedKeys {

    private static final MediaType JWK_SET = new MediaType("application", "jwk-set+json");
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final ReceiptKeys keys;

    PublishedKeys(ReceiptKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> jwks() {
        return ResponseEntity.ok()
                .contentType(JWK_SET)
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .header("Access-Control-Allow-Origin", "*")
                .body(keys.published());
    }
}
