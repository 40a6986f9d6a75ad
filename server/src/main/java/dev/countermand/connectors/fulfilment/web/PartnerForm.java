package dev.countermand.connectors.fulfilment.web;

import dev.countermand.connectors.fulfilment.Partner;
import org.jspecify.annotations.Nullable;

/// What the desk's form holds.
///
/// @param partner what stands; null while nobody was chosen
/// @param callback where it answers; empty while nobody was chosen
public record PartnerForm(
        String kind, String url, String statusUrl, @Nullable Partner partner, String callback) {

    static PartnerForm of(@Nullable Partner partner, String callback) {
        return partner == null
                ? new PartnerForm("manual", "", "", null, "")
                : new PartnerForm(partner.kind(), text(partner.url()), text(partner.statusUrl()), partner, callback);
    }

    /// The same as somebody typed it.
    PartnerForm typed(String newKind, String newUrl, String newStatusUrl) {
        return new PartnerForm(newKind, newUrl, newStatusUrl, partner, callback);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
