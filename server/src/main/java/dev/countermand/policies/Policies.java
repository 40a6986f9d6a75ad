package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.law.Law;
import dev.countermand.policies.law.LegalRight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The terms of the sellers: versioned, never edited.
@Component
public class Policies {

    /// No clock in terms runs for less.
    public static final Duration DURATION_MIN = Duration.ofSeconds(1);

    /// No clock in terms runs for longer.
    public static final Duration DURATION_MAX = Duration.ofDays(400);

    private static final SellerId NAMED_LIKE_BUILT_IN = new SellerId("default");
    private static final String BUILT_IN = "default-1";

    /// A version of a seller's terms.
    ///
    /// @param source the document as its author wrote it; null for terms that came by form
    /// @param inForceFrom the terms of orders placed at or after this instant, until the next version
    /// @param course what people did with it besides
    public record Version(
            Terms terms,
            @Nullable String source,
            Instant inForceFrom,
            String createdBy,
            Instant createdAt,
            Course course) {

        /// One with which nothing was done besides.
        public Version(Terms terms, @Nullable String source, Instant inForceFrom, String createdBy, Instant createdAt) {
            this(terms, source, inForceFrom, createdBy, createdAt, Course.PLAIN);
        }

        /// Its name, such as `shop-2`.
        public String name() {
            return terms.version();
        }

        /// The document as its author wrote it; of terms that came by form, what they are as a document.
        public String document() {
            return source == null ? PolicyDocument.write(terms) : source;
        }
    }

    /// Terms that are to be put into force.
    ///
    /// @param source the document as its author wrote it; null for terms that come by form
    /// @param proposedBy who had proposed them, where two people are wanted; else null
    public record Content(
            Terms terms, @Nullable String source, @Nullable String proposedBy) {

        /// What one person puts into force.
        public Content(Terms terms, @Nullable String source) {
            this(terms, source, null);
        }
    }

    private final TermsStore store;
    private final Beginnings beginnings;
    private final Clock clock;
    private final Law usualLaw;
    private final Map<Set<String>, Law> laws = new ConcurrentHashMap<>();
    private final Terms builtIn;

    Policies(
            TermsStore store,
            Beginnings beginnings,
            Clock clock,
            @Value("${countermand.attempt-deadline:PT24H}") Duration deadline,
            @Value("${countermand.law:eu,uk,us,au,br,in,jp}") List<String> law) {
        if (deadline.compareTo(DURATION_MIN) < 0 || deadline.compareTo(DURATION_MAX) > 0) {
            throw new IllegalArgumentException("COUNTERMAND_ATTEMPT_DEADLINE must be from 1 second (PT1S) to 400 days"
                    + " (P400D), but is " + deadline);
        }
        this.store = store;
        this.beginnings = beginnings;
        this.clock = clock;
        this.usualLaw = law.equals(List.of("none")) ? Law.NONE : Law.of(law);
        laws.put(Set.of(), Law.NONE);
        this.builtIn = new Terms(
                BUILT_IN,
                new Terms.Cancellation(
                        Terms.Rule.ALLOWED,
                        Terms.Rule.ALLOWED,
                        null,
                        Set.of(),
                        Set.of(),
                        deadline,
                        Terms.Silence.UNABLE,
                        Terms.ShippingBack.WITH_LAST_UNIT));
    }

    /// The terms of whoever has none of his own: open units at once and without a window, released ones
    /// as an attempt.
    public Terms builtIn() {
        return builtIn;
    }

    /// The terms that were in force for this seller at that instant; the built-in ones before he had any
    /// of his own.
    public Terms inForce(SellerId seller, Instant at) {
        return current(seller, at).map(Version::terms).orElse(builtIn);
    }

    /// The seller's own version that was in force at that instant; empty while it was the built-in terms.
    public Optional<Version> current(SellerId seller, Instant at) {
        return store.inForce(seller, at);
    }

    /// What surrounds the lines of the order when these terms are applied: what has begun their windows, and what the
    /// law gives the buyer. Reads the goods journal where the terms need it.
    public Around around(Order order, Terms terms) {
        return around(order, terms, beginnings.of(order, terms));
    }

    /// The same for an order as it was.
    ///
    /// @param reached line → stage → when a unit of the line had come there last
    public Around around(Order order, Terms terms, Map<String, Map<Stage, Instant>> reached) {
        return around(
                order, terms, Beginnings.of(order, reached, terms.calendar().zone()));
    }

    private Around around(Order order, Terms terms, Function<Order.Line, Begun> begun) {
        var law = law(terms);
        return new Around() {
            @Override
            public Begun begun(Order.Line line) {
                return begun.apply(line);
            }

            @Override
            public List<LineRight> rights(Order.Line line) {
                return law.stopping(order, line);
            }
        };
    }

    /// What has begun the windows of the remedies other than canceling, at each line. Reads the goods journal where
    /// they need it and something has moved.
    Function<Order.Line, Begun> begunForRemedies(Order order, Terms terms) {
        var starts = EnumSet.noneOf(Window.Start.class);
        terms.remedies().values().forEach(own -> starts.addAll(RemedyRules.starts(own)));
        boolean moved = order.lines().stream().anyMatch(line -> line.units().in(Stage.OPEN) < line.quantity());
        if (!moved) {
            starts.removeAll(Beginnings.IN_THE_JOURNAL);
        }
        return beginnings.of(order, starts, terms.calendar().zone());
    }

    /// What the law gives the buyer for what has left: line → rights whose time is not over. Reads the goods journal
    /// where something has arrived.
    public Map<String, List<LineRight>> rightsAfter(Order order, Terms terms, Instant at) {
        var law = law(terms);
        var left = order.lines().stream()
                .filter(line -> line.units().in(Stage.SHIPPED) + line.units().in(Stage.DELIVERED) > 0)
                .toList();
        if (left.isEmpty() || law == Law.NONE) {
            return Map.of();
        }
        var begun = beginnings.of(
                order, Set.of(Window.Start.DELIVERED), terms.calendar().zone());
        var rights = new LinkedHashMap<String, List<LineRight>>();
        for (var line : left) {
            var held = law.after(order, line, begun::apply).stream()
                    .filter(right -> right.holds(at))
                    .toList();
            if (!held.isEmpty()) {
                rights.put(line.line(), held);
            }
        }
        return rights;
    }

    /// By when the law wants the money for these lines to be back, which the buyer asked for at an instant; the
    /// earliest of several days. Empty when no law says so.
    public Optional<Due> refundDue(Order order, Terms terms, List<String> lines, Instant asked) {
        var law = law(terms);
        return order.lines().stream()
                .filter(line -> lines.contains(line.line()))
                .flatMap(line -> law.stopping(order, line).stream())
                .filter(right -> right.holds(asked))
                .flatMap(
                        right -> law
                                .refundDue(right.name(), order, asked)
                                .map(at -> new Due(right.name(), right.source(), at))
                                .stream())
                .min(Comparator.comparing(Due::at));
    }

    /// Whether the law that wants money back lets the shop wait for goods that had left, beneath these
    /// terms.
    public boolean waitsForGoods(Terms terms, Due due) {
        return law(terms)
                .right(due.law())
                .map(LegalRight::refund)
                .map(LegalRight.Refund::waitsForGoods)
                .orElse(false);
    }

    /// The rights of buyers beneath these terms.
    public Law law(Terms terms) {
        return terms.law() == null ? usualLaw : laws.computeIfAbsent(terms.law(), Law::of);
    }

    /// The seller's own versions that were not taken back, by their beginning, the latest first; of those with the same
    /// beginning the one that counts is first.
    ///
    /// @param limit at most so many, 1 to 1000
    public List<Version> versions(SellerId seller, int limit) {
        return store.versions(seller, limit, false);
    }

    /// The same with those that were taken back.
    public List<Version> allVersions(SellerId seller, int limit) {
        return store.versions(seller, limit, true);
    }

    /// Puts terms of cancellation into force from now on, inside the caller's transaction: what else the terms
    /// say stays. Orders placed before keep theirs. What is in force already is not published again.
    ///
    /// @return whether a new version was made
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean publish(SellerId seller, Terms.Cancellation terms, Actor actor) {
        var now = now();
        var before = inForce(seller, now);
        return publish(
                seller,
                new Content(
                        new Terms("", before.calendar(), terms, before.remedies(), before.law(), before.conduct()),
                        null),
                now,
                actor);
    }

    /// Puts a document into force, inside the caller's transaction. Orders placed before that instant keep
    /// theirs, and what is planned for later begins as it would. What is in force then already is not
    /// published again.
    ///
    /// @param from when it begins; the past means now
    /// @return whether a new version was made
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean publish(SellerId seller, Content content, Instant from, Actor actor) {
        var now = now();
        var begins = from.isBefore(now) ? now : from.truncatedTo(ChronoUnit.MICROS);
        // `default-1` is taken by the built-in terms.
        int first = seller.equals(NAMED_LIKE_BUILT_IN) ? 2 : 1;
        boolean added;
        do {
            if (isInForce(seller, content, begins)) {
                return false;
            }
            added = store.add(seller, first, content, begins, actor.name(), now);
        } while (!added);
        store.overruleWhatBeganAhead(seller, now, actor.name());
        return true;
    }

    private boolean isInForce(SellerId seller, Content content, Instant at) {
        var there = current(seller, at);
        var terms = there.map(Version::terms).orElse(builtIn);
        var source = there.map(Version::source).orElse(null);
        return terms.named("").equals(content.terms().named(""))
                && (content.source() == null || content.source().equals(source));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
