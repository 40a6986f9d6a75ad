package dev.countermand.policies.web;

import dev.countermand.kernel.Money;
import dev.countermand.policies.Facts;
import dev.countermand.policies.check.Finding;
import dev.countermand.policies.check.TermsCheck;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.policies.law.Law;
import dev.countermand.site.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the check finds in a draft that can be read, for its page.
///
/// @param wrong what cannot be meant: what the command counts as wrong
/// @param notes what may be meant, and somebody should know
public record DraftFindings(List<Row> wrong, List<Row> notes) {

    /// Nothing found, or nothing to look at.
    static final DraftFindings NONE = new DraftFindings(List.of(), List.of());

    private static final String BASE = "policies.findings.";
    private static final int QUOTE_MAX = 120;

    /// A finding.
    ///
    /// @param quote the line of the document
    /// @param about what sort of thing it is, in the reader's language
    /// @param message the sentence of the check, in English
    /// @param example an order that shows it, in the reader's language; null for none
    public record Row(
            int line,
            int column,
            String quote,
            String about,
            String message,
            boolean proven,
            @Nullable String example) {}

    static DraftFindings of(Reading.Sound sound, String source, Law law, Texts texts) {
        var lines = source.lines().toList();
        var wrong = new ArrayList<Row>();
        var notes = new ArrayList<Row>();
        for (var finding : TermsCheck.of(sound.terms(), law)) {
            var place = sound.place(finding.path());
            var quote =
                    place.line() <= lines.size() ? lines.get(place.line() - 1).strip() : "";
            var row = new Row(
                    place.line(),
                    place.column(),
                    quote.length() > QUOTE_MAX ? quote.substring(0, QUOTE_MAX) + "…" : quote,
                    about(finding.code(), texts),
                    finding.message(),
                    finding.proven(),
                    finding.example() == null ? null : order(finding.example(), texts));
            (finding.level() == Finding.Level.WARNING ? wrong : notes).add(row);
        }
        return new DraftFindings(List.copyOf(wrong), List.copyOf(notes));
    }

    private static String about(String code, Texts texts) {
        return texts.knows(BASE + "about." + code) ? texts.say(BASE + "about." + code) : code;
    }

    private static String order(Facts facts, Texts texts) {
        var parts = new ArrayList<String>();
        parts.add(texts.say(
                BASE + "order",
                Map.of("placed", texts.date(facts.placed()), "amount", money(facts.amount(), facts, texts))));
        if (!facts.country().isEmpty()) {
            parts.add(texts.say(
                    BASE + "order.country",
                    Map.of("what", Locale.of("", facts.country()).getDisplayCountry(texts.locale()))));
        }
        add(parts, "channel", facts.channel(), texts);
        add(parts, "group", facts.group(), texts);
        add(parts, "promotion", String.join(", ", facts.promotions()), texts);
        add(parts, "metadata", metadata(facts.order()), texts);
        parts.add(texts.say(
                BASE + "line",
                Map.of(
                        "quantity",
                        facts.quantity(),
                        "sku",
                        facts.sku(),
                        "kind",
                        texts.say("policies.page.kind." + facts.kind().word()),
                        "price",
                        money(facts.price(), facts, texts))));
        add(parts, "category", facts.category(), texts);
        add(parts, "line_metadata", metadata(facts.line()), texts);
        return String.join("; ", parts);
    }

    private static String money(long minor, Facts facts, Texts texts) {
        return texts.money(new Money(minor, facts.currency()));
    }

    private static String metadata(Map<String, Object> told) {
        return told.isEmpty() ? "" : new TreeMap<>(told).toString();
    }

    private static void add(List<String> parts, String key, String what, Texts texts) {
        if (!what.isEmpty()) {
            parts.add(texts.say(BASE + "order." + key, Map.of("what", what)));
        }
    }
}
