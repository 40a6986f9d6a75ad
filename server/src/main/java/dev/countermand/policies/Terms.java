package dev.countermand.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The terms in force for an order: what the seller allows, and what silence means.
///
/// @param version names the document and its version, such as `default-1`; kept with every decision
/// @param calendar by which days are counted
/// @param cancellation what may be canceled, by whom and how
/// @param remedies when the other remedies may be had; one that is not named cannot be had
/// @param law the rule packs whose rights buyers have beneath these terms, empty for none; null for those of the
///     operator
/// @param conduct how those who act by these terms go about it
public record Terms(
        String version,
        WorkingDays calendar,
        Cancellation cancellation,
        Map<Remedy, RemedyTerms> remedies,
        @Nullable Set<String> law,
        Conduct conduct) {

    /// Keeps the remedies in their order.
    public Terms {
        var ordered = new EnumMap<Remedy, RemedyTerms>(Remedy.class);
        ordered.putAll(remedies);
        remedies = Collections.unmodifiableMap(ordered);
        law = law == null ? null : Collections.unmodifiableSet(new TreeSet<>(law));
        conduct = conduct == null ? Conduct.USUAL : conduct;
    }

    /// Terms beneath which the operator's rule packs hold.
    public Terms(String version, WorkingDays calendar, Cancellation cancellation, Map<Remedy, RemedyTerms> remedies) {
        this(version, calendar, cancellation, remedies, null, Conduct.USUAL);
    }

    /// Terms of cancellation alone, by the usual calendar.
    public Terms(String version, Cancellation cancellation) {
        this(version, WorkingDays.USUAL, cancellation, Map.of());
    }

    /// What begins a window of the terms of cancellation.
    public Set<Window.Start> starts() {
        var starts = EnumSet.noneOf(Window.Start.class);
        if (cancellation.window() != null) {
            starts.add(cancellation.window().from());
        }
        for (var special : cancellation.exceptions()) {
            if (special.window() != null) {
                starts.add(special.window().from());
            }
        }
        return starts;
    }

    /// The same content as a version of this name.
    public Terms named(String name) {
        return new Terms(name, calendar, cancellation, remedies, law, conduct);
    }

    /// How units in a stage may be canceled.
    public enum Rule {
        /// At once, when the warehouse has not got them; as an attempt, when it has.
        ALLOWED,
        /// Only when a person of the shop approves.
        PERSON,
        /// Not at all.
        NEVER
    }

    /// What it means when nobody answers by the deadline.
    public enum Silence {
        /// The attempt failed; the order goes on.
        UNABLE,
        /// The attempt succeeded.
        SUCCESSFUL
    }

    /// What happens to the price of shipping when a part of the order goes back.
    public enum ShippingBack {
        /// Never given back.
        NEVER,
        /// Each unit's share goes back with it.
        ALWAYS,
        /// Given back when the last unit goes back before shipping.
        WITH_LAST_UNIT,
        /// The same, but what was paid above the cheapest standard shipping is kept.
        CHEAPEST_STANDARD
    }

    /// What happens to the order's fees, such as for payment or service, when a part of it goes back.
    public enum FeesBack {
        /// Never given back.
        NEVER,
        /// Each unit's share goes back with it.
        ALWAYS,
        /// Given back when the last unit goes back before shipping.
        WITH_LAST_UNIT
    }

    /// Whether the shopper may have store credit in place of money.
    public enum StoreCredit {
        /// Money goes back to where it came from.
        NEVER,
        /// When he chooses so himself; else money goes back to where it came from.
        BY_CHOICE
    }

    /// Terms of cancellation.
    ///
    /// @param open units that the warehouse has not got
    /// @param released units being picked, packed, labelled
    /// @param window how long the shopper may cancel himself, open units at once and released ones by an
    ///     attempt; null for no limit
    /// @param personKinds kinds of goods for which a person decides, whatever their stage
    /// @param refusedKinds kinds of goods that cannot be canceled by the shopper
    /// @param deadline how long an attempt or an approval may wait for its answer
    /// @param silence what it means when nobody answers
    /// @param shipping what happens to the price of shipping
    /// @param fees what happens to the order's fees
    /// @param tenderOrder tenders in the order in which money goes back to them; those not named come after
    ///     them. Empty: what is only held before what was taken, the last payment of the order first
    /// @param fee what is withheld when a customer cancels; null for nothing. Never when the store cancels for
    ///     reasons of its own
    /// @param storeCredit whether the shopper may have store credit in place of money
    /// @param reasons the reasons of customers that are accepted; empty for all
    /// @param exceptions what is otherwise for some goods; the first that holds decides
    /// @param askReason whether customers say why; null as usual: they may, and must where only some reasons count
    /// @param afterwards stage → what may be done there once the window is over, if the stage allows as much; one
    ///     that is not named: never
    public record Cancellation(
            Rule open,
            Rule released,
            @Nullable Window window,
            Set<Order.Kind> personKinds,
            Set<Order.Kind> refusedKinds,
            Duration deadline,
            Silence silence,
            ShippingBack shipping,
            FeesBack fees,
            List<String> tenderOrder,
            @Nullable Fee fee,
            StoreCredit storeCredit,
            Set<String> reasons,
            List<SpecialTerms> exceptions,
            @Nullable AskReason askReason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Stage, Rule> afterwards) {

        /// Keeps the kinds in one order, so that the same terms read the same everywhere. Terms that were
        /// published before there were fees, tender orders, store credit and exceptions mean the usual ones.
        public Cancellation {
            fees = fees == null ? FeesBack.WITH_LAST_UNIT : fees;
            tenderOrder = tenderOrder == null ? List.of() : List.copyOf(tenderOrder);
            storeCredit = storeCredit == null ? StoreCredit.NEVER : storeCredit;
            personKinds = ordered(personKinds);
            refusedKinds = ordered(refusedKinds);
            reasons = reasons == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(reasons));
            exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
            var stages = new EnumMap<Stage, Rule>(Stage.class);
            stages.putAll(afterwards == null ? Map.of() : afterwards);
            afterwards = Collections.unmodifiableMap(stages);
        }

        /// With the usual terms about fees, tenders and store credit: fees go back with the last unit, nothing
        /// is withheld for canceling, and money goes back to where it came from.
        public Cancellation(
                Rule open,
                Rule released,
                @Nullable Window window,
                Set<Order.Kind> personKinds,
                Set<Order.Kind> refusedKinds,
                Duration deadline,
                Silence silence,
                ShippingBack shipping) {
            this(
                    open,
                    released,
                    window,
                    personKinds,
                    refusedKinds,
                    deadline,
                    silence,
                    shipping,
                    FeesBack.WITH_LAST_UNIT,
                    List.of(),
                    null,
                    StoreCredit.NEVER,
                    Set.of(),
                    List.of(),
                    null,
                    Map.of());
        }

        /// The first exception that holds for these goods.
        public Optional<SpecialTerms> exception(Facts facts, ZoneId zone) {
            return exceptions.stream()
                    .filter(special -> special.when().holds(facts, zone))
                    .findFirst();
        }

        /// What holds for these goods: the first exception that holds for them, and else the usual.
        public LineTerms of(Facts facts, WorkingDays calendar, Begun begun) {
            var special = exception(facts, calendar.zone()).orElse(null);
            var open = special == null ? null : special.stages().get(Stage.OPEN);
            var released = special == null ? null : special.stages().get(Stage.RELEASED);
            var runs = special == null || special.window() == null ? window : special.window();
            boolean none = special != null && special.hasNoLimit();
            return new LineTerms(
                    special == null ? null : special.name(),
                    open,
                    released,
                    special == null ? null : special.because(),
                    runs == null || none ? null : runs.end(begun, calendar).orElse(null));
        }

        /// Whether whoever asks in time has all his money back: nothing that the law gives him could be more.
        public boolean leavesNothingToTheLaw() {
            return open == Rule.ALLOWED
                    && released == Rule.ALLOWED
                    && window == null
                    && personKinds.isEmpty()
                    && refusedKinds.isEmpty()
                    && reasons.isEmpty()
                    && !needsReason()
                    && exceptions.isEmpty()
                    && fee == null
                    && (shipping == ShippingBack.ALWAYS || shipping == ShippingBack.WITH_LAST_UNIT)
                    && fees != FeesBack.NEVER;
        }

        /// The same for goods of which no exception speaks.
        public Cancellation usual() {
            return new Cancellation(
                    open,
                    released,
                    window,
                    personKinds,
                    refusedKinds,
                    deadline,
                    silence,
                    shipping,
                    fees,
                    tenderOrder,
                    fee,
                    storeCredit,
                    reasons,
                    List.of(),
                    askReason,
                    afterwards);
        }

        /// What may be done at a stage once the window is over.
        public Rule afterwards(Stage stage) {
            return afterwards.getOrDefault(stage, Rule.NEVER);
        }

        /// Whether a customer must say why, unless he has a right by law.
        public boolean needsReason() {
            return askReason == null ? !reasons.isEmpty() : askReason == AskReason.REQUIRED;
        }

        private static Set<Order.Kind> ordered(Set<Order.Kind> kinds) {
            var ordered = EnumSet.noneOf(Order.Kind.class);
            ordered.addAll(kinds);
            return Collections.unmodifiableSet(ordered);
        }
    }
}
