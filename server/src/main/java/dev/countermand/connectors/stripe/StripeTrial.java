package dev.countermand.connectors.stripe;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tries a key of Stripe out by reading: nothing is changed there. Whether it may also write shows with the
/// first refund.
@Component
public class StripeTrial {

    /// What came of one try.
    ///
    /// @param what `payment_intents`, `charges`, `refunds`, `disputes`: what the key must be allowed to read
    /// @param message Stripe's words when it did not work; empty when it did
    public record Check(String what, boolean good, String message) {}

    private static final List<String> READS = List.of("payment_intents", "charges", "refunds", "disputes");

    private final StripeAccounts accounts;
    private final StripeClient client;

    StripeTrial(StripeAccounts accounts, StripeClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /// Reads one of each. Fails with NOT_FOUND while no account was set up, CONFLICT `unreadable` when its key
    /// cannot be opened here.
    public List<Check> run(SellerId seller, Actor actor) {
        if (accounts.find(seller, actor).isEmpty()) {
            throw Problem.notFound();
        }
        var key = accounts.key(seller.value())
                .orElseThrow(() -> Problem.conflict(
                        "unreadable", "The key was stored by a server with another payment secret. Enter it again."));
        var checks = new ArrayList<Check>();
        for (var what : READS) {
            var reply = client.get(key, "/v1/" + what, Form.EMPTY.with("limit", "1"));
            boolean good = reply instanceof StripeReply.Said;
            checks.add(new Check(what, good, good ? "" : reply.words()));
        }
        return checks;
    }
}
