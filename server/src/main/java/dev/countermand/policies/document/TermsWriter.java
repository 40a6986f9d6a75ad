package dev.countermand.policies.document;

import dev.countermand.kernel.Money;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Conduct;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes terms as the document that says them: what is usual is left out, but for the heart of it.
final class TermsWriter {

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./+-]*( [A-Za-z0-9][A-Za-z0-9_./+-]*)*%?");
    private static final Set<String> RESERVED = Set.of("null", "true", "false", "yes", "no", "on", "off");
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();

    private TermsWriter() {}

    static String write(Terms terms) {
        var writer = new TermsWriter();
        writer.line("", "policy", Format.VERSION);
        writer.calendar(terms.calendar());
        writer.law(terms.law());
        writer.conduct(terms.conduct());
        writer.cancel(terms.cancellation());
        terms.remedies().forEach(writer::remedy);
        return writer.text.toString();
    }

    private void calendar(WorkingDays calendar) {
        if (!calendar.zone().equals(WorkingDays.USUAL.zone())) {
            line("", "zone", quoted(calendar.zone().getId()));
        }
        if (!calendar.rest().equals(WorkingDays.USUAL.rest())) {
            line(
                    "",
                    "restDays",
                    list(calendar.rest().stream().map(TermsWriter::word).toList()));
        }
        list("", "holidays", calendar.holidays());
    }

    private void conduct(Conduct conduct) {
        amounts("", "overrideUpTo", conduct.overrideUpTo());
        list("", "offerFirst", conduct.offerFirst().stream().map(Remedy::word).toList());
    }

    private void law(@Nullable Set<String> law) {
        if (law != null && law.isEmpty()) {
            line("", "law", Leaves.NONE);
        } else if (law != null) {
            list("", "law", law);
        }
    }

    private void cancel(Terms.Cancellation terms) {
        text.append("cancel:\n");
        line(STEP, "open", word(terms.open()));
        line(STEP, "released", word(terms.released()));
        line(STEP, "window", window(terms.window(), Window.Start.PLACED));
        if (!terms.afterwards().isEmpty()) {
            text.append(STEP).append("afterwards:\n");
            stages(STEP.repeat(2), terms.afterwards(), Format.OF_CANCEL);
        }
        list(STEP, "person", terms.personKinds().stream().map(Order.Kind::word).toList());
        list(STEP, "never", terms.refusedKinds().stream().map(Order.Kind::word).toList());
        line(STEP, "answerWithin", duration(terms.deadline()));
        unlessUsual("silence", terms.silence(), Terms.Silence.UNABLE);
        unlessUsual("shipping", terms.shipping(), Terms.ShippingBack.WITH_LAST_UNIT);
        unlessUsual("fees", terms.fees(), Terms.FeesBack.WITH_LAST_UNIT);
        list(STEP, "tenderOrder", terms.tenderOrder());
        fee(STEP, terms.fee());
        unlessUsual("storeCredit", terms.storeCredit(), Terms.StoreCredit.NEVER);
        list(STEP, "reasons", terms.reasons());
        if (terms.askReason() != null) {
            line(STEP, "askReason", word(terms.askReason()));
        }
        exceptions(terms.exceptions(), Format.OF_CANCEL, Window.Start.PLACED);
    }

    private void fee(String indent, @Nullable Fee fee) {
        if (fee == null) {
            return;
        }
        var percent = fee.percent();
        if (percent != null || fee.costsNothing()) {
            line(indent, "fee", percent == null ? Leaves.NONE : percent.toPlainString() + "%");
            return;
        }
        amounts(indent, "fee", fee.fixed());
    }

    private void sendingBack(String indent, @Nullable SendingBack back) {
        if (back != null && back.price().isEmpty()) {
            line(indent, "sendingBack", word(back.by()));
        } else if (back != null) {
            amounts(indent, "sendingBack", back.price());
        }
    }

    private void amounts(String indent, String key, Map<String, Long> minor) {
        list(
                indent,
                key,
                minor.entrySet().stream()
                        .map(each -> Amounts.write(new Money(each.getValue(), each.getKey())))
                        .toList());
    }

    private void remedy(Remedy remedy, RemedyTerms terms) {
        var start = Format.usualStart(remedy);
        int before = text.append(remedy.word()).append(":\n").length();
        stages(STEP, terms.stages(), Format.OF_OTHERS);
        if (terms.window() != null) {
            line(STEP, "window", window(terms.window(), start));
        }
        sendingBack(STEP, terms.sendingBack());
        fee(STEP, terms.fee());
        exceptions(terms.exceptions(), Format.OF_OTHERS, start);
        if (text.length() == before) {
            text.replace(before - 1, before, " {}\n");
        }
    }

    private void stages(String indent, Map<Stage, Terms.Rule> stages, List<Stage> known) {
        stages.forEach((stage, rule) -> {
            if (known.contains(stage)) {
                line(indent, stage.word(), word(rule));
            }
        });
    }

    private void exceptions(List<SpecialTerms> exceptions, List<Stage> known, Window.Start start) {
        if (!exceptions.isEmpty()) {
            text.append(STEP).append("exceptions:\n");
        }
        var indent = STEP.repeat(3);
        for (var each : exceptions) {
            line(STEP.repeat(2) + "- ", "name", quoted(each.name()));
            condition(each.when());
            stages(indent, each.stages(), known);
            if (Boolean.TRUE.equals(each.unlimited())) {
                line(indent, "window", Leaves.NONE);
            } else if (each.window() != null) {
                line(indent, "window", window(each.window(), start));
            }
            sendingBack(indent, each.sendingBack());
            fee(indent, each.fee());
            if (each.because() != null) {
                line(indent, "because", quoted(each.because()));
            }
        }
    }

    private void condition(Condition when) {
        if (when.equals(Condition.ALWAYS)) {
            return;
        }
        text.append(STEP.repeat(3)).append("when:\n");
        var indent = STEP.repeat(4);
        list(indent, "kind", when.kinds().stream().map(Order.Kind::word).toList());
        list(indent, "category", when.categories());
        list(indent, "sku", when.skus());
        list(indent, "country", when.countries());
        list(indent, "channel", when.channels());
        list(indent, "group", when.groups());
        list(indent, "promotion", when.promotions());
        var amount = when.amount();
        if (amount != null) {
            range(indent, "amount", "from", money(amount.from(), amount), "below", money(amount.below(), amount));
        }
        var placed = when.placed();
        if (placed != null) {
            range(indent, "placed", "from", placed.from(), "until", placed.until());
        }
        if (when.expression() != null) {
            line(indent, "if", quoted(when.expression()));
        }
    }

    private static @Nullable String money(@Nullable Long minor, Condition.Amount of) {
        return minor == null ? null : Amounts.write(new Money(minor, of.currency()));
    }

    private void range(String indent, String key, String low, @Nullable Object from, String high, @Nullable Object to) {
        text.append(indent).append(key).append(":\n");
        if (from != null) {
            line(indent + STEP, low, from.toString());
        }
        if (to != null) {
            line(indent + STEP, high, to.toString());
        }
    }

    private void unlessUsual(String key, Enum<?> value, Enum<?> usual) {
        if (value != usual) {
            line(STEP, key, word(value));
        }
    }

    private void list(String indent, String key, Collection<?> members) {
        if (!members.isEmpty()) {
            line(indent, key, list(members));
        }
    }

    private static String list(Collection<?> members) {
        var quoted = members.stream().map(member -> quoted(member.toString())).toList();
        return members.size() == 1 ? quoted.getFirst() : "[" + String.join(", ", quoted) + "]";
    }

    private void line(String indent, String key, String value) {
        text.append(indent).append(key).append(": ").append(value).append('\n');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String window(@Nullable Window window, Window.Start usual) {
        if (window == null) {
            return Leaves.NONE;
        }
        var written = window.toString();
        if (window.from() == usual) {
            var from = written.indexOf(" from ");
            return from < 0 ? written : written.substring(0, from);
        }
        return written.contains(" from ")
                ? written
                : written + " from " + window.from().word();
    }

    private static String duration(Duration duration) {
        boolean hours = duration.equals(Duration.ofHours(duration.toHours()));
        return hours ? duration.toHours() + (duration.toHours() == 1 ? " hour" : " hours") : duration.toString();
    }

    /// As it stands where YAML takes it for a text, else in quotes.
    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches() && !RESERVED.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        var quoted = new StringBuilder("\"");
        value.codePoints().forEach(character -> {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(character);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character < 0x20
                            || (character >= 0x7F && character < 0xA0)
                            || character == 0x2028
                            || character == 0x2029
                            || character == 0xFEFF) {
                        quoted.append("\\u%04x".formatted(character));
                    } else {
                        quoted.appendCodePoint(character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
