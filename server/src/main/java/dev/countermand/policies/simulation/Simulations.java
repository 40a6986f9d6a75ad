package dev.countermand.policies.simulation;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Drafts that are tried on the past by themselves, while nobody need wait: one at a time for each seller, and the
/// newest are kept. Every method but the periods fails with FORBIDDEN without the right to manage the seller's
/// settings.
@Component
public class Simulations {

    /// From which instant to before which.
    public record Period(Instant from, Instant to) {}

    /// An order with another answer, and its place among them.
    public record Kept(int seq, Difference difference) {}

    /// A word for the terms that bind each order, in place of the name of a version.
    public static final String EACH = "each";

    private static final String PREFIX = "sim";
    private static final int KEPT_JOBS = 20;
    private static final int VERSIONS = 1000;

    private final SimulationStore store;
    private final Simulator simulator;
    private final Policies policies;
    private final Clock clock;

    Simulations(SimulationStore store, Simulator simulator, Policies policies, Clock clock) {
        this.store = store;
        this.simulator = simulator;
        this.policies = policies;
        this.clock = clock;
    }

    /// The last quarter of a year until the end of this day, in this zone.
    public static Period lastQuarter(Instant now, ZoneId zone) {
        var tomorrow = now.atZone(zone).toLocalDate().plusDays(1);
        return new Period(
                tomorrow.minusMonths(3).atStartOfDay(zone).toInstant(),
                tomorrow.atStartOfDay(zone).toInstant());
    }

    /// The terms of this name: `each` for those that bind each order (null), a version, or the built-in ones. Fails
    /// with
    /// INVALID for one that there is not.
    public @Nullable Terms beside(SellerId seller, String name) {
        if (name.isEmpty() || name.equals(EACH)) {
            return null;
        }
        if (name.equals(policies.builtIn().version())) {
            return policies.builtIn();
        }
        return policies.versions(seller, VERSIONS).stream()
                .map(Policies.Version::terms)
                .filter(terms -> terms.version().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "unknown_version",
                        "beside",
                        "There is no version " + name + "; write `each`, or one of them."));
    }

    /// Begins one. Fails with INVALID for a period that is none, CONFLICT `simulation_running` while another one
    /// of this seller waits or runs.
    ///
    /// @param source the document that is tried; must be sound
    /// @param revision of the draft that it is
    /// @param beside the name of a version, or `each`
    public Job begin(
            SellerId seller, String source, int revision, Asking asking, Period period, String beside, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        check(period);
        var other = beside(seller, beside);
        var now = clock.instant();
        var trial = new Trial(seller, period.from(), period.to(), asking, policies.builtIn(), other);
        var job = new Job(
                Ids.mint(0, now),
                seller,
                actor.name(),
                now,
                asking,
                period.from(),
                period.to(),
                source,
                revision,
                other == null ? null : other.version(),
                "waiting",
                simulator.count(trial),
                Simulator.Point.START,
                0,
                null);
        if (!store.add(job)) {
            throw Problem.conflict(
                    "simulation_running", "A simulation of this seller is under way; wait for its end, or cancel it.");
        }
        store.forget(seller, KEPT_JOBS);
        return job;
    }

    /// Fails with INVALID for a period that is none.
    public static void check(Period period) {
        if (!period.from().isBefore(period.to())) {
            throw Problem.invalid("invalid_period", "to", "The period ends before it begins.");
        }
        if (period.from().isBefore(Instant.parse("1970-01-01T00:00:00Z"))
                || period.to().isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
            throw Problem.invalid("invalid_period", "from", "Name days from 1970 to 9998.");
        }
    }

    /// Ends one that waits or runs; what it counted stays. One that has ended stays as it is.
    public void cancel(Job job, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        store.end(job.id(), "canceled", null, clock.instant());
    }

    /// The seller's newest ones.
    public List<Job> latest(SellerId seller, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        return store.latest(seller, KEPT_JOBS);
    }

    /// The one of this public id; empty for another seller's and unknown ones.
    public Optional<Job> find(SellerId seller, String id, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        return Optional.ofNullable(Ids.parse(PREFIX, id)).flatMap(known -> store.find(seller, known));
    }

    /// Orders with another answer, in the order in which they were found.
    ///
    /// @param after the place of the last one that is known
    public List<Kept> differences(Job job, int after, int limit, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        boolean money = actor.may(Right.SEE_MONEY);
        return store.kept(job.id(), after, limit).stream()
                .map(kept -> new Kept(
                        kept.seq(),
                        money ? kept.difference() : kept.difference().withoutMoney()))
                .toList();
    }

    /// Its public id.
    public static String id(Job job) {
        return id(job.id());
    }

    static String id(UUID id) {
        return Ids.text(PREFIX, id);
    }

    /// The instants of these days in a zone, the last one included; the last quarter where they are not given. Fails
    /// with
    /// INVALID for what is no day.
    public Period days(String from, String to, ZoneId zone) {
        var usual = lastQuarter(clock.instant(), zone);
        return new Period(
                from.isBlank()
                        ? usual.from()
                        : day("from", from).atStartOfDay(zone).toInstant(),
                to.isBlank()
                        ? usual.to()
                        : day("to", to).plusDays(1).atStartOfDay(zone).toInstant());
    }

    /// The same in UTC.
    public Period days(String from, String to) {
        return days(from, to, ZoneOffset.UTC);
    }

    private static java.time.LocalDate day(String field, String text) {
        try {
            var day = java.time.LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() < 9998) {
                return day;
            }
        } catch (java.time.DateTimeException foreign) {
            // Told below.
        }
        throw Problem.invalid("invalid_day", field, "Give a day from 1970 on, such as 2027-01-31.");
    }
}
