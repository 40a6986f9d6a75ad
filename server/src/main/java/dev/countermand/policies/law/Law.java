package dev.countermand.policies.law;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Around;
import dev.countermand.policies.LineRight;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rights of the buyer of an order, by the rule packs that are looked at.
///
/// A buyer is a consumer unless the order's metadata say `consumer: false`. Where his own country and the one of
/// delivery differ, he has the rights of both: the more generous one wins.
public final class Law {

    /// The packs that are shipped.
    public static final List<String> SHIPPED = List.of("eu", "uk", "us", "au", "br", "in", "jp");

    /// No law at all.
    public static final Law NONE = new Law(List.of());

    private final List<RulePack> packs;

    private Law(List<RulePack> packs) {
        this.packs = packs;
    }

    /// The law of these packs: names of shipped ones, or files. Fails with IllegalArgumentException for what is
    /// neither.
    public static Law of(Collection<String> names) {
        return new Law(names.stream().map(Law::pack).toList());
    }

    /// The packs themselves.
    public List<RulePack> packs() {
        return packs;
    }

    private static RulePack pack(String name) {
        try {
            if (SHIPPED.contains(name)) {
                try (var in = Law.class.getResourceAsStream("/policies/law/" + name + ".yaml")) {
                    return PackReader.read(
                            new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            var file = Path.of(name);
            if (Files.isRegularFile(file)) {
                return PackReader.read(Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalArgumentException(
                "There is no rule pack '" + name + "': name some of " + String.join(", ", SHIPPED) + ", or files.");
    }

    /// The rights to stop this line before it leaves.
    public List<LineRight> stopping(Order order, Order.Line line) {
        var rights = new ArrayList<LineRight>();
        each(order, line, (pack, country, right) -> {
            if (right.kind() == LegalRight.Kind.LATE) {
                late(right, order, line, country.calendar())
                        .ifPresent(begins -> rights.add(named(pack, country, right, begins, null)));
            } else if (right.kind() == LegalRight.Kind.WITHDRAWAL) {
                // What has not left is not there yet: the time has not begun.
                var until = right.fromPlaced().contains(line.kind())
                        ? prolonged(right, order, order.boundAt(), country.calendar())
                        : null;
                rights.add(named(pack, country, right, null, until));
            }
        });
        return rights;
    }

    /// The rights to what has left.
    ///
    /// @param around when goods were delivered
    public List<LineRight> after(Order order, Order.Line line, Around around) {
        var delivered = delivered(order, around);
        var rights = new ArrayList<LineRight>();
        each(order, line, (pack, country, right) -> {
            if (right.kind() == LegalRight.Kind.LATE || right.unlessDisplayed()) {
                return;
            }
            var begins = right.fromPlaced().contains(line.kind()) ? Optional.of(order.boundAt()) : delivered;
            var until = begins.map(start -> prolonged(right, order, start, country.calendar()));
            rights.add(named(pack, country, right, null, until.orElse(null)));
        });
        return rights;
    }

    /// The right of this name; empty for one of another version.
    public Optional<LegalRight> right(String name) {
        return packs.stream()
                .flatMap(pack ->
                        pack.rights().stream().filter(right -> pack.name(right).equals(name)))
                .findFirst();
    }

    /// When money must be back that the buyer asked for at an instant, by the right of this name.
    public Optional<Instant> refundDue(String name, Order order, Instant asked) {
        for (var pack : packs) {
            for (var right : pack.rights()) {
                var refund = right.refund();
                if (refund != null && pack.name(right).equals(name)) {
                    return countries(order).stream()
                            .map(pack.countries()::get)
                            .filter(Objects::nonNull)
                            .map(country -> refund.within().end(asked, country.calendar()))
                            .min(Instant::compareTo);
                }
            }
        }
        return Optional.empty();
    }

    private interface Visit {
        void see(RulePack pack, RulePack.Country country, LegalRight right);
    }

    private void each(Order order, Order.Line line, Visit visit) {
        if (packs.isEmpty() || Boolean.FALSE.equals(order.metadata().get("consumer"))) {
            return;
        }
        for (var code : countries(order)) {
            for (var pack : packs) {
                var country = pack.countries().get(code);
                if (country == null) {
                    continue;
                }
                var placed = order.boundAt().atZone(country.calendar().zone()).toLocalDate();
                for (var right : pack.rights()) {
                    if (right.isInForce(placed) && right.holdsIn(code, region(order)) && has(line, right)) {
                        visit.see(pack, country, right);
                    }
                }
            }
        }
    }

    private static boolean has(Order.Line line, LegalRight right) {
        boolean givenUp = right.consent()
                && line.kind() == Order.Kind.DIGITAL
                && line.accessedAt() != null
                && Boolean.TRUE.equals(line.metadata().get("withdrawalConsent"));
        return right.kinds().contains(line.kind())
                && !givenUp
                && exempt(line).stream().noneMatch(right.exempt()::contains);
    }

    private static List<String> exempt(Order.Line line) {
        return switch (line.metadata().get("exempt")) {
            case String word -> List.of(word);
            case List<?> words -> words.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private static Set<String> countries(Order order) {
        var countries = new LinkedHashSet<String>();
        if (order.customer().country() != null) {
            countries.add(order.customer().country());
        }
        countries.add(address(order).country());
        return countries;
    }

    private static @Nullable String region(Order order) {
        return address(order).region();
    }

    private static Order.Address address(Order order) {
        return order.shippingAddress() == null ? order.billingAddress() : order.shippingAddress();
    }

    private static LineRight named(
            RulePack pack,
            RulePack.Country country,
            LegalRight right,
            @Nullable Instant from,
            @Nullable Instant until) {
        var source = country.sources().getOrDefault(right.id(), right.source());
        boolean all = right.refund() != null && right.refund().allShipping();
        return new LineRight(pack.name(right), right.kind().word(), source, from, until, all ? true : null);
    }

    /// After when goods that have not left are late: the day that the seller promised, else the usual
    /// time, and then the grace that the law gives him. Empty where he promised nothing and the law
    /// knows no usual time.
    private static Optional<Instant> late(LegalRight right, Order order, Order.Line line, WorkingDays calendar) {
        var promise = right.promise();
        var promised = promise == null
                ? Optional.<LocalDate>empty()
                : Told.day(line.metadata(), promise.word()).or(() -> Told.day(order.metadata(), promise.word()));
        var begins = promised.map(day -> Told.endOf(day, calendar.zone()))
                .or(() -> Optional.ofNullable(right.window()).map(usual -> usual.end(order.boundAt(), calendar)));
        var grace = promise == null ? null : promise.grace();
        return grace == null ? begins : begins.map(start -> grace.end(start, calendar));
    }

    /// The last instant of a right that begins at `start`, for a buyer who may not have been told of it;
    /// null where the law sets no end. He who is told later has the usual time from then on, but never
    /// longer than without.
    private static @Nullable Instant prolonged(LegalRight right, Order order, Instant start, WorkingDays calendar) {
        var usual = end(right, start, calendar);
        var longer = right.prolonged();
        if (usual == null || longer == null) {
            return usual;
        }
        var last = longer.end(usual, calendar);
        return switch (Told.informed(order)) {
            case Told.Always _ -> usual;
            case Told.Never _ -> last;
            case Told.Later(var at) -> {
                var afterwards = Objects.requireNonNull(end(right, at, calendar));
                var later = afterwards.isBefore(usual) ? usual : afterwards;
                yield later.isBefore(last) ? later : last;
            }
        };
    }

    /// The last instant of a right that begins at `start`; null where the law sets no end.
    ///
    /// @param calendar of the buyer's country
    public static @Nullable Instant end(LegalRight right, Instant start, WorkingDays calendar) {
        var window = right.window();
        if (window == null) {
            return null;
        }
        var last = window.end(start, calendar);
        var day = last.atZone(calendar.zone()).toLocalDate();
        return !right.endsOnWorkingDay() || calendar.isWorking(day)
                ? last
                : new Window(1, Window.Unit.WORKING_DAYS, window.from()).end(last, calendar);
    }

    /// When the last good of the order was delivered; empty while some are on their way.
    private static Optional<Instant> delivered(Order order, Around around) {
        Instant last = null;
        for (var line : order.lines()) {
            var units = line.units();
            boolean travels = units.in(Stage.OPEN) + units.in(Stage.RELEASED) + units.in(Stage.STOPPING) > 0
                    || units.in(Stage.SHIPPED) > 0;
            if (line.kind() == Order.Kind.DIGITAL || line.kind() == Order.Kind.SERVICE) {
                continue;
            }
            if (travels) {
                return Optional.empty();
            }
            var at = around.begun(line).at(Window.Start.DELIVERED).orElse(null);
            last = at == null || (last != null && last.isAfter(at)) ? last : at;
        }
        return Optional.ofNullable(last);
    }
}
