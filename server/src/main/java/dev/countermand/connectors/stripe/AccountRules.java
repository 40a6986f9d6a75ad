package dev.countermand.connectors.stripe;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be a key or secret of Stripe. Pure; a text that is wrong is never repeated in what is said about
/// it.
final class AccountRules {

    static final String KEY = "/key";
    static final String WEBHOOK_SECRET = "/webhookSecret";

    private static final Pattern SECRET_KEY = Pattern.compile("(sk|rk)_(test|live)_[A-Za-z0-9_]{8,240}");
    private static final Pattern HOOK_SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=_-]{16,240}");
    private static final String PUBLISHABLE = "pk_";
    private static final int SHOWN = 4;

    private AccountRules() {}

    /// Fails with INVALID and every fault.
    ///
    /// @param key null to keep what stands
    /// @param webhookSecret null to keep what stands
    static void check(@Nullable String key, @Nullable String webhookSecret, boolean stands) {
        var wrong = new ArrayList<Violation>();
        if (key == null && !stands) {
            wrong.add(new Violation(
                    KEY, "missing", "Enter a restricted key of the account: it begins with rk_live_ or rk_test_."));
        } else if (key != null && key.startsWith(PUBLISHABLE)) {
            wrong.add(new Violation(
                    KEY,
                    "publishable_key",
                    "This is a publishable key: it can move no money. Enter one that begins with" + " rk_ or sk_."));
        } else if (key != null && !SECRET_KEY.matcher(key).matches()) {
            wrong.add(new Violation(
                    KEY,
                    "not_a_key",
                    "This is no key of Stripe: they begin with rk_live_, rk_test_, sk_live_ or" + " sk_test_."));
        }
        if (webhookSecret != null && !HOOK_SECRET.matcher(webhookSecret).matches()) {
            wrong.add(new Violation(
                    WEBHOOK_SECRET,
                    "not_a_secret",
                    "This is no signing secret of a webhook endpoint: they begin with whsec_."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    static boolean isLive(String key) {
        return key.startsWith("_live_", 2);
    }

    /// `rk_live_…x4Qz`
    static String hint(String key) {
        return key.substring(0, "rk_live_".length()) + '…' + key.substring(key.length() - SHOWN);
    }
}
