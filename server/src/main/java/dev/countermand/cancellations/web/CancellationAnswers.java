package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationReason;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.spi.CancellationReceipts;
import dev.countermand.cancellations.spi.CancellationReceipts.Receipted;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Option;
import dev.countermand.policies.Options;
import dev.countermand.site.Answer;
import dev.countermand.site.Texts;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Makes the API's answers out of what became of a command.
@Component
class CancellationAnswers {

    private final Cancellations cancellations;
    private final Orders orders;
    private final Options options;
    private final Texts texts;
    private final Clock clock;
    private final ObjectProvider<CancellationReceipts> receipts;

    CancellationAnswers(
            Cancellations cancellations,
            Orders orders,
            Options options,
            Texts texts,
            Clock clock,
            ObjectProvider<CancellationReceipts> receipts) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.options = options;
        this.texts = texts;
        this.clock = clock;
        this.receipts = receipts;
    }

    /// The answer to a request: a refusal is one, too, and is kept like any other.
    Answer asked(Cancellation c, Actor actor) {
        return switch (c.status()) {
            case CANCELED -> located(201, c, actor);
            case REFUSED -> refused(c, actor);
            case ATTEMPTING, WAITING, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN -> located(202, c, actor);
        };
    }

    /// The answer to a request that was granted at once.
    ///
    /// @param order as it stands after it
    Answer canceled(Cancellation c, Order order, Actor actor) {
        return located(201, c, order, actor);
    }

    Answer located(int status, Cancellation c, Actor reader) {
        return located(status, c, order(c), reader);
    }

    private Answer located(int status, Cancellation c, Order order, Actor reader) {
        return c.change() == null
                ? Answer.json(status, view(c, order, reader)).withHeader("Location", "/v1/cancellations/" + c.id())
                : Answer.json(status, change(c, order, reader, null)).withHeader("Location", "/v1/changes/" + c.id());
    }

    CancellationView view(Cancellation c, Actor reader) {
        return view(c, order(c), reader);
    }

    /// As it is read later: with its newest receipt. The answer to a command cannot have one, as receipts
    /// are made of what was committed, and should not wait for looking.
    CancellationView read(Cancellation c, Actor reader) {
        return view(c, reader).with(receipt(c));
    }

    /// A change as it is read later.
    ChangeView readChange(Cancellation c, Actor reader) {
        return change(c, order(c), reader, receipt(c));
    }

    private @Nullable Receipted receipt(Cancellation c) {
        return receipts.stream()
                .flatMap(known -> known.of(c.order(), c.id().toString(), true).stream())
                .findFirst()
                .orElse(null);
    }

    List<CancellationView> views(Order order, Actor reader) {
        return cancellations.of(order.ref()).stream()
                .filter(c -> !ChangeRequests.isChange(c))
                .map(c -> view(c, order, reader))
                .toList();
    }

    List<ChangeView> changes(Order order, Actor reader) {
        return cancellations.of(order.ref()).stream()
                .filter(ChangeRequests::isChange)
                .map(c -> change(c, order, reader, null))
                .toList();
    }

    private ChangeView change(Cancellation c, Order order, Actor reader, @Nullable Receipted receipt) {
        var sentence = texts.here().say("changes.status." + ChangeView.word(c.status()) + ".sentence");
        return ChangeView.of(c, order, sentence, reader, receipt);
    }

    private CancellationView view(Cancellation c, Order order, Actor reader) {
        var sentence = texts.here()
                .say(
                        c.change() == null
                                ? "cancellations.status." + c.status().word() + ".sentence"
                                : "changes.status." + ChangeView.word(c.status()) + ".sentence");
        return CancellationView.of(c, order, sentence, reader);
    }

    private Order order(Cancellation c) {
        return orders.find(c.order().id()).orElseThrow(Problem::notFound);
    }

    /// The first objection, in words; what is in the way; and what is still possible.
    private Answer refused(Cancellation c, Actor actor) {
        var order = order(c);
        var code = Objects.requireNonNull(c.refusal()).word();
        var extra = new TreeMap<String, Object>();
        boolean change = c.change() != null;
        extra.put(change ? "change" : "cancellation", c.id().toString());
        var still = options.of(order, actor, clock.instant());
        var same = still.stream().filter(option -> says(option, c, code)).findFirst();
        extra.put(
                "rule",
                same.map(Option::rule).orElse(c.policyVersion() + (change ? "/change." : "/cancellation.") + code));
        extra.put("policyVersion", c.policyVersion());
        extra.put("existing", existing(c));
        extra.put("lines", view(c, order, actor).lines());
        extra.put("options", still);
        var detail = same.filter(_ -> code.equals(CancellationReason.ITEM_EXCLUDED.word()))
                .map(Option::sentence)
                .orElseGet(() -> texts.here()
                        .say(
                                (change ? "changes" : "cancellations") + ".reason." + code + ".sentence",
                                Map.of("count", Math.max(1, units(c)))));
        return Answer.problem(new Problem(Problem.Kind.CONFLICT, code, detail, List.of(), extra));
    }

    /// Whether an option tells the refusal in full: with the exception that decided, and why the shop made it.
    private static boolean says(Option option, Cancellation refused, String code) {
        return option.remedy().equals(refused.change() == null ? "cancel" : "change")
                && code.equals(option.reason())
                && option.line() != null
                && refused.line(option.line()).isPresent();
    }

    private static int units(Cancellation c) {
        return c.lines().stream().mapToInt(Cancellation.Line::requested).sum();
    }

    /// The cancellations that hold or took back units of the lines meant, newest first.
    private List<String> existing(Cancellation refused) {
        var meant = new HashSet<String>();
        refused.lines().forEach(line -> meant.add(line.line()));
        return cancellations.of(refused.order()).stream()
                .filter(c -> c.status() != CancellationStatus.REFUSED)
                .filter(c -> c.lines().stream()
                        .anyMatch(line -> meant.contains(line.line()) && line.canceled() + line.pending() > 0))
                .map(c -> c.id().toString())
                .toList();
    }
}
