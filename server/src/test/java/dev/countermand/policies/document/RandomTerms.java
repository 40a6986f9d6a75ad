package dev.countermand.policies.document;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Terms of all sorts, the same for the same seed.
public final class RandomTerms {

    private static final List<String> TEXTS = List.of(
            "lamps",
            "no",
            "NULL",
            "0123",
            "LAMP-*",
            "*",
            "a: b",
            "# x",
            "- y",
            "it's \"so\"",
            "ä ö ü",
            "日本",
            "💡",
            "a\\b",
            "x\ny",
            "1e3",
            "{a}",
            "[b]",
            "& c",
            "! d",
            "% e",
            "@f",
            "`g`",
            "true",
            "~",
            "a, b",
            "=",
            "2026-01-01",
            "'");
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "JPY", "KWD");
    private static final List<String> EXPRESSIONS =
            List.of("line.price > 100", "order.promotions.exists(p, p == \"x\")", "line.sku == 'a\\'b' ||\ntrue");

    private final Random random;

    public RandomTerms(long seed) {
        random = new Random(seed);
    }

    public Terms terms() {
        var remedies = new EnumMap<Remedy, RemedyTerms>(Remedy.class);
        for (var remedy : Remedy.values()) {
            if (remedy != Remedy.CANCEL && random.nextInt(3) == 0) {
                var stages = stages(Format.OF_OTHERS);
                boolean back = Format.GO_BACK.contains(remedy);
                boolean fees = remedy == Remedy.RETURN;
                remedies.put(
                        remedy,
                        new RemedyTerms(
                                stages,
                                maybe(this::window),
                                exceptions(Format.OF_OTHERS, fees, back),
                                back ? maybe(this::sendingBack) : null,
                                fees ? maybe(this::fee) : null));
            }
        }
        return new Terms("", calendar(), cancellation(), remedies);
    }

    private WorkingDays calendar() {
        var zone = one(List.of("UTC", "Europe/Berlin", "America/New_York", "+05:30"));
        var rest = some(List.of(DayOfWeek.values()), 3);
        return new WorkingDays(ZoneId.of(zone), rest.isEmpty() ? WorkingDays.USUAL.rest() : rest, set(this::day));
    }

    private Terms.Cancellation cancellation() {
        var person = some(List.of(Order.Kind.values()), 2);
        var never = new HashSet<>(some(List.of(Order.Kind.values()), 2));
        never.removeAll(person);
        var reasons = some(Format.REASONS, 3);
        var asked = reasons.isEmpty() ? List.of(AskReason.values()) : List.of(AskReason.REQUIRED, AskReason.OPTIONAL);
        return new Terms.Cancellation(
                one(List.of(Terms.Rule.values())),
                one(List.of(Terms.Rule.values())),
                maybe(this::window),
                person,
                never,
                Duration.ofSeconds(1 + random.nextInt(random.nextBoolean() ? 100 : 34_000_000)),
                one(List.of(Terms.Silence.values())),
                one(List.of(Terms.ShippingBack.values())),
                one(List.of(Terms.FeesBack.values())),
                List.copyOf(some(Order.TENDERS, 3)),
                maybe(this::fee),
                one(List.of(Terms.StoreCredit.values())),
                reasons,
                exceptions(Format.OF_CANCEL, true, false),
                maybe(() -> one(asked)),
                random.nextBoolean() ? Map.of() : Map.of(one(Format.OF_CANCEL), one(List.of(Terms.Rule.values()))));
    }

    private Fee fee() {
        if (random.nextBoolean()) {
            return new Fee(BigDecimal.valueOf(1 + random.nextInt(10_000), 2), Map.of());
        }
        var fixed = new java.util.TreeMap<String, Long>();
        fixed.put(one(CURRENCIES), 1 + random.nextLong(1_000_000));
        fixed.put(one(CURRENCIES), 1 + random.nextLong(1_000_000));
        return new Fee(null, fixed);
    }

    private SendingBack sendingBack() {
        return switch (random.nextInt(3)) {
            case 0 -> SendingBack.SHOP;
            case 1 -> SendingBack.CUSTOMER;
            default -> SendingBack.at(Map.of(one(CURRENCIES), 1 + random.nextLong(10_000)));
        };
    }

    private List<SpecialTerms> exceptions(List<Stage> stages, boolean fees, boolean back) {
        var exceptions = new ArrayList<SpecialTerms>();
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean unlimited = random.nextInt(4) == 0;
            exceptions.add(new SpecialTerms(
                    one(TEXTS) + " " + i,
                    random.nextInt(5) == 0 ? Condition.ALWAYS : condition(),
                    stages(stages),
                    unlimited ? null : maybe(this::window),
                    unlimited ? true : null,
                    maybe(() -> one(TEXTS)),
                    fees ? maybe(() -> random.nextInt(3) == 0 ? Fee.NONE : fee()) : null,
                    back ? maybe(this::sendingBack) : null));
        }
        return exceptions;
    }

    public Condition condition() {
        return new Condition(
                some(List.of(Order.Kind.values()), 3),
                some(TEXTS, 3),
                some(TEXTS, 3),
                some(List.of("DE", "NO", "SE", "US"), 2),
                some(TEXTS, 2),
                some(TEXTS, 2),
                some(TEXTS, 2),
                maybe(this::amount),
                maybe(this::season),
                maybe(() -> one(EXPRESSIONS)));
    }

    private Condition.Amount amount() {
        long from = random.nextLong(100_000);
        boolean both = random.nextBoolean();
        return random.nextBoolean()
                ? new Condition.Amount(one(CURRENCIES), from, both ? from + 1 + random.nextLong(9999) : null)
                : new Condition.Amount(one(CURRENCIES), both ? from : null, from + 1);
    }

    private Condition.Season season() {
        var day = day();
        boolean both = random.nextBoolean();
        return random.nextBoolean()
                ? new Condition.Season(day, both ? day.plusDays(random.nextInt(90)) : null)
                : new Condition.Season(both ? day.minusDays(random.nextInt(90)) : null, day);
    }

    private Map<Stage, Terms.Rule> stages(List<Stage> known) {
        var stages = new EnumMap<Stage, Terms.Rule>(Stage.class);
        some(known, 4).forEach(stage -> stages.put(stage, one(List.of(Terms.Rule.values()))));
        return stages;
    }

    private Window window() {
        return new Window(
                1 + random.nextInt(9), one(List.of(Window.Unit.values())), one(List.of(Window.Start.values())));
    }

    private LocalDate day() {
        return LocalDate.parse("2026-01-01").plusDays(random.nextInt(800));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> Set<T> some(List<T> of, int max) {
        return set(() -> one(of), random.nextInt(3) == 0 ? max : 0);
    }

    private <T> Set<T> set(Supplier<T> value) {
        return set(value, 5);
    }

    private <T> Set<T> set(Supplier<T> value, int max) {
        var set = new java.util.LinkedHashSet<T>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            set.add(value.get());
        }
        return set;
    }
}
