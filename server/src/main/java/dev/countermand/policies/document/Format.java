package dev.countermand.policies.document;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import dev.countermand.policies.document.Shape.Brief;
import dev.countermand.policies.document.Shape.Leaf;
import dev.countermand.policies.document.Shape.Listing;
import dev.countermand.policies.document.Shape.Mapping;
import dev.countermand.policies.document.Shape.Named;
import dev.countermand.policies.law.Law;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every key of the document, what may stand there, and what it says: the one table from which documents are read
/// and the JSON Schema is made.
final class Format {

    /// The version of the format, which `policy:` names.
    static final String VERSION = "1";

    /// The reasons of customers that terms may accept, as the cancellations know them.
    static final List<String> REASONS = List.of(
            "changed_mind",
            "ordered_by_mistake",
            "found_cheaper",
            "too_slow",
            "wrong_address",
            "duplicate",
            "exchange_instead",
            "other");

    /// The stages for which terms of cancellation say something.
    static final List<Stage> OF_CANCEL = List.of(Stage.OPEN, Stage.RELEASED);

    /// The stages for which the terms of the other remedies say something.
    static final List<Stage> OF_OTHERS = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);

    /// The remedies by which goods go back.
    static final Set<Remedy> GO_BACK = Set.of(Remedy.REFUSE, Remedy.RETURN, Remedy.EXCHANGE, Remedy.REPAIR);

    private static final int NAMES_MAX = 2000;
    private static final int BECAUSE_MAX = 500;

    private static final Leaf<Terms.Rule> RULE = Leaves.one("a rule", Terms.Rule.class);
    private static final Listing KINDS = new Listing(Leaves.one("a kind of goods", Order.Kind.class), 6);

    private static final Mapping AMOUNT = new Mapping(
            "amount",
            List.of(
                    new Named("from", Amounts.amount(), "At least so much, such as `50 EUR`."),
                    new Named("below", Amounts.amount(), "Less than so much, such as `200 EUR`.")));

    private static final Mapping PLACED = new Mapping(
            "days",
            List.of(
                    new Named("from", Leaves.day(), "The first day, such as 2026-11-20."),
                    new Named("until", Leaves.day(), "The last day, such as 2027-01-06.")));

    private static final Mapping WHEN = new Mapping(
            "when",
            List.of(
                    new Named("kind", KINDS, "Kinds of goods."),
                    new Named("category", names("a category"), "Categories of goods, as the shop names them."),
                    new Named(
                            "sku",
                            names("an article number"),
                            "Article numbers; LAMP-* means all that begin with LAMP-."),
                    new Named(
                            "country",
                            new Listing(Leaves.country(), 300),
                            "Where the order is delivered, by ISO 3166."),
                    new Named("channel", names("a channel"), "Channels through which the order came."),
                    new Named("group", names("a group"), "Groups of customers."),
                    new Named("promotion", names("a promotion"), "Promotions of which the order has one."),
                    new Named("amount", AMOUNT, "What the whole order cost."),
                    new Named("placed", PLACED, "Days on which the order was placed."),
                    new Named("if", Leaves.expression(), "A condition in CEL, such as `line.price > 10000`.")));

    /// The document as a whole.
    static final Mapping DOCUMENT = new Mapping("policy", document());

    private Format() {}

    private static Listing names(String what) {
        return new Listing(Leaves.name(what), NAMES_MAX);
    }

    private static List<Named> document() {
        var keys = new ArrayList<Named>();
        keys.add(new Named("policy", version(), "The version of this format: 1.", true));
        keys.add(new Named("zone", Leaves.zone(), "Where days begin and end. Usual: UTC."));
        keys.add(new Named(
                "restDays",
                new Listing(Leaves.one("a day of the week", DayOfWeek.class), 6),
                "Days of the week on which nobody works. Usual: saturday and sunday."));
        keys.add(new Named(
                "holidays",
                new Listing(Leaves.day(), WorkingDays.HOLIDAYS_MAX),
                "Other days on which nobody works. Usual: none."));
        keys.add(new Named(
                "law",
                new Listing(Leaves.word("a rule pack", laws()), Law.SHIPPED.size()),
                "The rule packs whose rights customers have beneath these terms: " + String.join(", ", Law.SHIPPED)
                        + ", or `none`. Usual: those of the operator."));
        keys.add(new Named(
                "overrideUpTo",
                new Listing(Amounts.amount(), 200),
                "Up to so much money back people may grant who do not manage the settings. Usual: no limit."));
        keys.add(new Named(
                "offerFirst",
                new Listing(Leaves.one("a remedy to offer", List.of(Remedy.CHANGE, Remedy.EXCHANGE)), 2),
                "What is offered before a customer confirms a cancellation. Usual: nothing."));
        keys.add(new Named(
                "cancel", new Mapping("cancel", cancel()), "Stopping goods before they leave. Usual: allowed."));
        for (var remedy : Remedy.values()) {
            if (remedy != Remedy.CANCEL) {
                keys.add(new Named(
                        remedy.word(), new Mapping(remedy.word(), other(remedy)), about(remedy) + " Usual: never."));
            }
        }
        return keys;
    }

    private static List<String> laws() {
        var laws = new ArrayList<>(Law.SHIPPED);
        laws.add(Leaves.NONE);
        return laws;
    }

    private static Leaf<String> version() {
        return new Leaf<>("the version of the format", Leaves.json("const", 1), text -> {
            if (text.equals(VERSION)) {
                return text;
            }
            throw new Wrong("unknown_version", "This Countermand reads version 1; write `policy: 1`.");
        });
    }

    private static List<Named> cancel() {
        var keys = new ArrayList<>(List.of(
                new Named("open", RULE, "Goods that the warehouse has not got: at once. Usual: allowed."),
                new Named("released", RULE, "Goods being picked and packed: as an attempt. Usual: allowed."),
                window(Window.Start.PLACED, "How long customers may cancel themselves. Usual: none, no limit."),
                new Named(
                        "afterwards",
                        new Mapping("afterwards", stages(OF_CANCEL, "Usual: never.")),
                        "What may be done once the window is over, where the stage allows as much. Usual: never."),
                new Named("person", KINDS, "Kinds of goods about which a person of the shop decides."),
                new Named("never", KINDS, "Kinds of goods that customers cannot cancel."),
                new Named("answerWithin", Leaves.duration(), "How long an attempt may wait for its answer."),
                new Named(
                        "silence",
                        Leaves.one("an outcome", Terms.Silence.class),
                        "What it means when nobody answers in time. Usual: unable.")));
        keys.addAll(money());
        keys.addAll(reasons());
        keys.add(exceptions(
                "exceptionFromCancel",
                OF_CANCEL,
                Window.Start.PLACED,
                List.of(fee("What is withheld for these goods; `none` for nothing. Usual: as without the"
                        + " exception."))));
        return keys;
    }

    private static List<Named> money() {
        return List.of(
                new Named(
                        "shipping",
                        Leaves.one("a rule for shipping", Terms.ShippingBack.class),
                        "Whether the price of shipping goes back. Usual: with_last_unit."),
                new Named(
                        "fees",
                        Leaves.one("a rule for fees", Terms.FeesBack.class),
                        "Whether the order's fees go back. Usual: with_last_unit."),
                new Named(
                        "tenderOrder",
                        new Listing(Leaves.word("a way of paying", Order.TENDERS), Order.TENDERS.size()),
                        "Which way of paying gets its money back first."),
                fee("What is withheld: `10%`, or `2.50 EUR`. Usual: none."),
                new Named(
                        "storeCredit",
                        Leaves.one("a rule for store credit", Terms.StoreCredit.class),
                        "Whether customers may choose store credit. Usual: never."));
    }

    private static List<Named> reasons() {
        return List.of(
                new Named(
                        "reasons",
                        new Listing(Leaves.word("a reason of customers", REASONS), REASONS.size()),
                        "The reasons that are accepted. Usual: all."),
                new Named(
                        "askReason",
                        Leaves.one("a way to ask", AskReason.class),
                        "Whether customers say why. Usual: optional, and required where `reasons` names some."));
    }

    private static List<Named> other(Remedy remedy) {
        var start = usualStart(remedy);
        var keys = new ArrayList<>(stages(OF_OTHERS, "Usual: never."));
        keys.add(window(start, "How long it may be asked for, from " + start.word() + ". Usual: none, no limit."));
        keys.addAll(costs(remedy, "Usual: nothing is said of it.", "Usual: none."));
        var usual = "Usual: as without the exception.";
        keys.add(exceptions("exceptionFrom" + title(remedy), OF_OTHERS, start, costs(remedy, usual, usual)));
        return keys;
    }

    /// What it costs: the way back where goods go back, and a fee where money does.
    private static List<Named> costs(Remedy remedy, String usualWay, String usualFee) {
        var costs = new ArrayList<Named>();
        if (GO_BACK.contains(remedy)) {
            costs.add(new Named(
                    "sendingBack",
                    new Listing(Amounts.sendingBack(), 200),
                    "Who pays for the way back: `shop`, `customer`, or what it costs the customer, such as `4.95 EUR`. "
                            + usualWay));
        }
        if (remedy == Remedy.RETURN) {
            costs.add(fee("What is withheld of the money that goes back: `10%`, or `2.50 EUR`. " + usualFee));
        }
        return costs;
    }

    private static String title(Remedy remedy) {
        return remedy.name().charAt(0) + remedy.word().substring(1);
    }

    /// What begins the windows of a remedy that do not say it.
    static Window.Start usualStart(Remedy remedy) {
        return switch (remedy) {
            case CANCEL, CHANGE -> Window.Start.PLACED;
            case INTERCEPT, REFUSE -> Window.Start.SHIPPED;
            case RETURN, EXCHANGE, KEEP, REPAIR -> Window.Start.DELIVERED;
        };
    }

    private static String about(Remedy remedy) {
        return switch (remedy) {
            case CANCEL -> "Stopping goods before they leave.";
            case CHANGE -> "Another variant, quantity or address.";
            case INTERCEPT -> "Having the parcel stopped on its way.";
            case REFUSE -> "Not taking the parcel at the door.";
            case RETURN -> "Sending goods back for money.";
            case EXCHANGE -> "Sending goods back for others.";
            case KEEP -> "Keeping goods for less.";
            case REPAIR -> "Having goods mended.";
        };
    }

    private static Named window(Window.Start start, String about) {
        return new Named("window", Leaves.window(start), about);
    }

    private static List<Named> stages(List<Stage> stages, String usual) {
        return stages.stream()
                .map(stage -> new Named(
                        stage.word(), RULE, "What may be done while goods are " + stage.word() + ". " + usual))
                .toList();
    }

    private static Named fee(String about) {
        return new Named("fee", new Listing(Amounts.fee(), 200), about);
    }

    private static Named exceptions(String name, List<Stage> stages, Window.Start start, List<Named> more) {
        var keys = new ArrayList<Named>();
        keys.add(new Named("name", Leaves.text("a name", SpecialTerms.NAME_MAX), "What people call it.", true));
        keys.add(new Named("when", new Brief("if", WHEN), "For which goods; everything that is named must hold."));
        keys.addAll(stages(stages, "Usual: as without the exception."));
        keys.add(window(start, "How long; `none` for no limit. Usual: as without the exception."));
        keys.addAll(more);
        keys.add(new Named("because", Leaves.text("a reason", BECAUSE_MAX), "Your reason, for customers."));
        return new Named(
                "exceptions",
                new Listing(new Mapping(name, keys), SpecialTerms.LIST_MAX),
                "What is otherwise for some goods; the first that holds decides.");
    }
}
