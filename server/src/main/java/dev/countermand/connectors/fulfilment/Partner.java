package dev.countermand.connectors.fulfilment;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which warehouse stops for a seller, and how it is spoken to.
///
/// @param kind `manual`, `http` or the name of a warehouse this server knows, such as `sandbox`
/// @param url where an `http` warehouse takes calls; kept while another kind is chosen
/// @param statusUrl where it says how an attempt stands, `{attempt}` in it; null when it does not
/// @param secret what both sides sign with, `whsec_…`
/// @param oldSecret the one before, good until `oldUntil`
public record Partner(
        UUID uuid,
        SellerId seller,
        String kind,
        @Nullable String url,
        @Nullable String statusUrl,
        String secret,
        Instant secretAt,
        @Nullable String oldSecret,
        @Nullable Instant oldUntil,
        Instant changedAt,
        String changedBy) {

    private static final String PREFIX = "fp";

    /// The public name, `fp_…`.
    public String id() {
        return Ids.text(PREFIX, uuid);
    }

    static @Nullable UUID parse(String id) {
        return Ids.parse(PREFIX, id);
    }

    /// The secrets that are good at an instant, the newest first: what leaves is signed with each, what
    /// comes may be signed with any.
    List<String> secrets(Instant at) {
        var good = new ArrayList<String>();
        good.add(secret);
        if (oldSecret != null && oldUntil != null && at.isBefore(oldUntil)) {
            good.add(oldSecret);
        }
        return good;
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return id() + " (" + kind + ")";
    }
}
