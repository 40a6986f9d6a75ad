package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Changes.Entry;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What callers send to change an order, read strictly.
final class ChangeBodies {

    private static final int SKU_MAX = 200;
    private static final int TITLE_MAX = 500;
    private static final int ATTRIBUTES_MAX = 4_000;

    /// So many units of a line become something else.
    ///
    /// @param newQuantity how many come; as many as go when it is not said
    record Line(
            @Nullable String line,
            @Nullable Integer quantity,
            @Nullable Integer newQuantity,
            @Nullable String sku,
            @Nullable String title,
            @Nullable Map<String, Object> attributes,
            @Nullable Long unitPrice,
            @Nullable Long discount,
            @Nullable Long tax) {}

    /// A request to change an order: its lines or its address.
    record Ask(
            @Nullable String seller,
            @Nullable List<@Nullable Line> lines,
            @Nullable JsonNode shippingAddress,
            @Nullable String reason,
            @Nullable String note) {}

    private ChangeBodies() {}

    /// Why; `other` when nothing is said. Fails with INVALID, naming the known ones.
    static RequestReason reason(@Nullable String word) {
        return word == null ? RequestReason.OTHER : CancellationBodies.reason(word, true);
    }

    /// The entries in their order. Fails with INVALID and every fault.
    static List<Entry> entries(Ask ask) {
        boolean address =
                ask.shippingAddress() != null && !ask.shippingAddress().isNull();
        if ((ask.lines() == null || ask.lines().isEmpty()) != address) {
            throw Problem.invalid(
                    "either",
                    "/lines",
                    "Say which `lines` become what, or the new `shippingAddress`: one of the two in one request.");
        }
        if (address || ask.lines() == null) {
            return List.of();
        }
        var wrong = new ArrayList<Violation>();
        if (ask.lines().size() > dev.countermand.cancellations.Changes.ENTRIES_MAX) {
            wrong.add(new Violation(
                    "/lines",
                    "too_many",
                    "At most " + dev.countermand.cancellations.Changes.ENTRIES_MAX + " entries in one request."));
        }
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < ask.lines().size() && wrong.size() < 100; i++) {
            var line = ask.lines().get(i);
            if (line == null || line.line() == null) {
                wrong.add(new Violation("/lines/" + i + "/line", "missing", "Name the line."));
            } else if (line.quantity() == null) {
                wrong.add(new Violation("/lines/" + i + "/quantity", "missing", "Say how many units of the line."));
            } else {
                texts(line, "/lines/" + i, wrong);
                entries.add(entry(line, line.line(), line.quantity()));
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return entries;
    }

    private static void texts(Line line, String at, List<Violation> wrong) {
        text(line.sku(), at + "/sku", SKU_MAX, wrong);
        text(line.title(), at + "/title", TITLE_MAX, wrong);
        if (line.attributes() != null && line.attributes().toString().length() > ATTRIBUTES_MAX) {
            wrong.add(new Violation(
                    at + "/attributes", "too_long", "Attributes have at most " + ATTRIBUTES_MAX + " characters."));
        }
    }

    private static void text(@Nullable String text, String at, int max, List<Violation> wrong) {
        if (text != null
                && (text.isBlank() || text.length() > max || text.chars().anyMatch(Character::isISOControl))) {
            wrong.add(new Violation(at, "invalid_text", "Give 1 to " + max + " printable characters."));
        }
    }

    private static Entry entry(Line line, String name, int quantity) {
        return new Entry(
                name,
                quantity,
                line.newQuantity() == null ? quantity : line.newQuantity(),
                line.sku(),
                line.title(),
                line.attributes(),
                line.unitPrice(),
                line.discount() == null ? 0 : line.discount(),
                line.tax());
    }
}
