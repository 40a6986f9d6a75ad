package dev.countermand.notifications.receipts;

import dev.countermand.site.HomeSecret;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Seals the private keys that stand in the database with a secret that does not: whoever gets hold of the
/// database, or of a backup of it, cannot sign. It is `countermand.receipt-secret`, else the content of
/// `receipt.secret` in the data folder, made at the first need.
///
/// Losing it loses nothing: a process with another secret makes a key of its own, and what was signed
/// before is checked by keys that are public.
@Component
class ReceiptSecret {

    private final HomeSecret secret;

    ReceiptSecret(
            @Value("${countermand.receipt-secret:}") String configured, @Value("${countermand.home:}") String home) {
        this.secret = HomeSecret.of("receipt", configured, home);
    }

    /// Tells this secret from others, and nothing about it.
    String name() {
        return secret.name();
    }

    byte[] seal(String kid, byte[] plain) {
        return secret.seal(kid, plain);
    }

    byte[] open(String kid, byte[] sealed) {
        return secret.open(kid, sealed)
                .orElseThrow(
                        () -> new IllegalStateException("the signing key " + kid + " does not open with its secret"));
    }
}
