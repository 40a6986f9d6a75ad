package dev.countermand.cli;

import dev.countermand.notifications.proof.Checked;
import dev.countermand.notifications.proof.Postal;
import dev.countermand.notifications.proof.PublicKeys;
import java.math.BigDecimal;
import java.util.Currency;
import tools.jackson.databind.JsonNode;

/// A receipt in plain words for a terminal.
final class ReceiptText {

    private ReceiptText() {}

    static String of(JsonNode claims) {
        var text = new StringBuilder();
        line(text, "Receipt", text(claims, "number"));
        line(text, "Issued by", claims.path("seller").path("name").asString("") + ", through " + text(claims, "iss"));
        line(text, "Order", text(claims, "order"));
        line(text, "Says", text(claims, "sentence"));
        line(text, "Time", text(claims, "at") + " (" + text(claims, "local") + " " + text(claims, "zone") + ")");
        line(text, "Customer", text(claims, "customer"));
        var by = claims.path("by");
        line(text, "By", text(by, "as") + " (" + text(by, "name") + ", " + text(by, "channel") + ")");
        line(text, "Reason", text(claims, "reason"));
        line(text, "Note", text(claims, "note"));
        line(text, "Because", text(claims, "because"));
        line(text, "Goes to", String.join(", ", Postal.parts(claims.path("address"))));
        for (var item : claims.path("lines")) {
            line(
                    text,
                    "Item",
                    item.path("quantity").asString("") + " x " + text(item, "title")
                            + (claims.has("change") ? " (" + text(item, "sku") + ")" : "") + ": "
                            + text(item, "outcome"));
        }
        for (var tender : claims.path("money").path("tenders")) {
            var amount = amount(tender.path("amount").longValue(0), text(claims.path("money"), "currency"));
            line(
                    text,
                    "Money",
                    amount + " " + text(tender, "action").replace('_', ' ') + ", " + text(tender, "tender"));
        }
        long more = claims.path("money").path("more").longValue(0);
        line(text, "To be paid", more == 0 ? "" : amount(more, text(claims.path("money"), "currency")));
        line(text, "If unable", text(claims, "ifUnable"));
        line(text, "Terms", text(claims, "terms"));
        line(text, "Reference", text(claims, "cancellation") + text(claims, "change"));
        return text.toString();
    }

    /// Why it is not, or not wholly, good.
    static String objection(Checked checked, PublicKeys keys) {
        return switch (checked.finding()) {
            case GENUINE ->
                switch (checked.paper()) {
                    case NONE, SEALED -> "";
                    case BROKEN ->
                        "But the PDF around it was CHANGED after it was made: what is printed may not be what was signed."
                                + " Only what stands above counts.";
                    case WITHOUT_SEAL ->
                        "But another program has saved the PDF anew, so what is printed may not be what was signed."
                                + " Only what stands above counts.";
                };
            case ALTERED ->
                "NOT genuine: it names the key " + checked.kid() + ", but this is not what that key signed.";
            case UNSIGNED -> "NOT genuine: it says of itself that nobody signed it (alg none).";
            case FOREIGN_KEY ->
                "NOT confirmed: it names the key " + checked.kid() + ", which is not among these "
                        + keys.names().size()
                        + ". If it is newer than the file of keys, export them again: ./countermand receipt keys";
            case FOREIGN_ALGORITHM -> "NOT genuine: receipts are never signed in this way.";
            case INCOMPLETE -> "NOT confirmed: a part of the receipt is missing.";
            case ANOTHER_THING -> "NOT a receipt, though signed by one of these keys.";
            case NOTHING_THERE -> "There is no receipt in this file.";
        };
    }

    private static void line(StringBuilder text, String label, String value) {
        if (!value.isBlank()) {
            // Foreign words must not move the cursor or paint the terminal.
            text.append("  %-13s".formatted(label))
                    .append(value.replaceAll("\\p{Cntrl}", " "))
                    .append('\n');
        }
    }

    private static String amount(long minor, String currency) {
        try {
            return BigDecimal.valueOf(
                            minor, Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits())) + " "
                    + currency;
        } catch (IllegalArgumentException unknown) {
            return minor + " " + currency;
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
