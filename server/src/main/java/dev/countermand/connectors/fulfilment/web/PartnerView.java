package dev.countermand.connectors.fulfilment.web;

import dev.countermand.connectors.fulfilment.Exchange;
import dev.countermand.connectors.fulfilment.Partner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Partners as the API shows them.
final class PartnerView {

    /// A seller's partners.
    record Shown(String seller, Fulfilment fulfilment) {}

    /// @param kinds what can be chosen
    /// @param callbackUrl where the warehouse answers; absent while nobody was chosen
    /// @param secret shown once, when it is new
    record Fulfilment(
            String kind,
            List<String> kinds,
            @Nullable String url,
            @Nullable String statusUrl,
            @Nullable String callbackUrl,
            @Nullable String secret,
            @Nullable Instant secretSince,
            @Nullable Instant oldSecretUntil,
            @Nullable Instant changedAt,
            @Nullable String changedBy) {}

    /// One line of the log.
    record Line(
            String kind,
            String message,
            @Nullable String order,
            @Nullable String attempt,
            Instant at,
            long millis,
            @Nullable Integer status,
            boolean good,
            @Nullable String error,
            @Nullable String sent,
            @Nullable String answer) {

        static Line of(Exchange done) {
            return new Line(
                    done.kind(),
                    done.message(),
                    done.number(),
                    done.attempt(),
                    done.at(),
                    done.millis(),
                    done.status(),
                    done.isGood(),
                    done.error(),
                    done.sent(),
                    done.answer());
        }
    }

    /// @param next pass as `after`; absent on the last page
    record Log(List<Line> calls, @Nullable String next) {}

    private PartnerView() {}

    static Fulfilment nobody(List<String> kinds) {
        return new Fulfilment("manual", kinds, null, null, null, null, null, null, null, null);
    }

    static Fulfilment of(Partner partner, List<String> kinds, String callback, @Nullable String secret) {
        return new Fulfilment(
                partner.kind(),
                kinds,
                partner.url(),
                partner.statusUrl(),
                callback,
                secret,
                partner.secretAt(),
                partner.oldUntil(),
                partner.changedAt(),
                partner.changedBy());
    }
}
