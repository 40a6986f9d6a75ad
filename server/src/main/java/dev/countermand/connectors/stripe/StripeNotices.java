package dev.countermand.connectors.stripe;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.spi.ProviderNotice;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Understands Stripe's events. Of an event only its names are taken, never its amounts or states: it may be
/// old, and in the shapes of another version; what is true is read afterwards.
@Component
class StripeNotices {

    private static final int NAME_CHARACTERS_MAX = 255;

    private final StripeAccounts accounts;
    private final Clock clock;

    StripeNotices(StripeAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Empty unless it was signed with a secret of the seller that the address names: an unknown seller, one
    /// without Stripe and a forged event are all the same.
    Optional<List<ProviderNotice>> read(ProviderNotice.Incoming incoming) {
        var at = clock.instant();
        var seller = seller(incoming.account());
        var secrets = seller == null ? List.<String>of() : accounts.hookSecrets(seller, at);
        var header = incoming.header().apply(StripeSignature.HEADER);
        if (seller == null || !StripeSignature.verify(header, incoming.body(), secrets, at)) {
            return Optional.empty();
        }
        try {
            return Optional.of(notices(seller, Json.tree(incoming.body())));
        } catch (Problem notJson) {
            // Stripe signed it, so sending it again would not help.
            return Optional.of(List.of());
        }
    }

    private static @Nullable SellerId seller(@Nullable String account) {
        return account == null || !SellerId.isValid(account) ? null : new SellerId(account);
    }

    private List<ProviderNotice> notices(SellerId seller, JsonNode event) {
        var object = event.path("data").path("object");
        var payment = payment(object);
        var id = StripeClient.text(event, "id");
        var created = event.path("created");
        if (payment.isEmpty() || !isName(id) || !created.canConvertToLong() || isOtherMode(seller, event)) {
            return List.of();
        }
        var key = StripeClient.text(object.path("metadata"), Wire.KEY);
        return List.of(new ProviderNotice(
                id,
                seller.value(),
                payment,
                key.isEmpty() || !isName(key) ? null : key,
                StripeClient.text(event, "type"),
                Instant.ofEpochSecond(created.asLong())));
    }

    /// A trial payment is no payment of a live account, and the other way round.
    private boolean isOtherMode(SellerId seller, JsonNode event) {
        var live = event.path("livemode");
        return live.isBoolean()
                && accounts.isLive(seller).map(ours -> ours != live.asBoolean()).orElse(true);
    }

    /// The PaymentIntent that the object is or belongs to, else its charge; empty for what is about no payment.
    private static String payment(JsonNode object) {
        var name = switch (StripeClient.text(object, "object")) {
            case "payment_intent" -> StripeClient.text(object, "id");
            case "charge" -> first(Wire.idOf(object.path("payment_intent")), StripeClient.text(object, "id"));
            case "refund", "dispute" ->
                first(Wire.idOf(object.path("payment_intent")), Wire.idOf(object.path("charge")));
            default -> "";
        };
        return StripeReader.isName(name) ? name : "";
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= NAME_CHARACTERS_MAX;
    }
}
