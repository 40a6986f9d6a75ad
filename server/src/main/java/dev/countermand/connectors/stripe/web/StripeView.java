package dev.countermand.connectors.stripe.web;

import dev.countermand.connectors.stripe.StripeAccount;
import dev.countermand.connectors.stripe.StripeTrial;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account at Stripe as the API shows it. Secrets are in none of this.
final class StripeView {

    /// @param mode `live` or `test`; absent while nothing was set up
    /// @param key how it begins and ends
    /// @param keyReadable false when it must be entered again
    /// @param webhookUrl what to enter at Stripe as the endpoint of a webhook
    /// @param webhookSecretSince absent while events cannot be checked, and are refused
    record Shown(
            String seller,
            boolean connected,
            @Nullable String mode,
            @Nullable String key,
            @Nullable Instant keySince,
            @Nullable Boolean keyReadable,
            String webhookUrl,
            List<String> webhookEvents,
            @Nullable Instant webhookSecretSince,
            @Nullable Instant oldWebhookSecretUntil,
            @Nullable Instant changedAt,
            @Nullable String changedBy) {}

    /// What came of a trial.
    record Tried(boolean good, List<StripeTrial.Check> checks) {}

    private StripeView() {}

    static Shown nothing(String seller, String webhookUrl, List<String> events) {
        return new Shown(seller, false, null, null, null, null, webhookUrl, events, null, null, null, null);
    }

    static Shown of(StripeAccount account, String webhookUrl, List<String> events) {
        return new Shown(
                account.seller().value(),
                true,
                account.live() ? "live" : "test",
                account.keyHint(),
                account.keyAt(),
                account.readable(),
                webhookUrl,
                events,
                account.hookAt(),
                account.oldHookUntil(),
                account.changedAt(),
                account.changedBy());
    }

    static Tried of(List<StripeTrial.Check> checks) {
        return new Tried(checks.stream().allMatch(StripeTrial.Check::good), checks);
    }
}
