package dev.countermand.cancellations.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.ReasonRules;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Options;
import dev.countermand.policies.Policies;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Back;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Canceling at the desk, for the customer or for the store's own reasons: choose, see what it means and
/// what the customer will be told, do it. What is shown before the button is the command itself, rolled
/// back.
@Controller
class DeskCancel {

    private final Cancellations cancellations;
    private final Orders orders;
    private final Sellers sellers;
    private final Options options;
    private final Policies policies;
    private final Quotes quotes;
    private final Answers answers;
    private final Pages pages;

    DeskCancel(
            Cancellations cancellations,
            Orders orders,
            Sellers sellers,
            Options options,
            Policies policies,
            Quotes quotes,
            Answers answers,
            Pages pages) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.sellers = sellers;
        this.options = options;
        this.policies = policies;
        this.quotes = quotes;
        this.answers = answers;
        this.pages = pages;
    }

    @GetMapping("/desk/orders/{id}/cancel")
    ResponseEntity<String> choose(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String line,
            HttpServletRequest request) {
        var door = door(id, request);
        return form(HttpStatus.OK, door, proposal(door, line), Map.of());
    }

    @PostMapping("/desk/orders/{id}/cancel/preview")
    ResponseEntity<String> preview(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = AskForm.of(door.order(), form);
        var errors = errors(door, asked);
        if (!errors.isEmpty() || form.containsKey("again")) {
            return form(errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors);
        }
        var would = cancellations.preview(asked.request(door.order()), door.actor());
        return would.status() == CancellationStatus.REFUSED ? refused(door, would) : meaning(door, asked, would);
    }

    @PostMapping("/desk/orders/{id}/cancel")
    ResponseEntity<String> ask(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = AskForm.of(door.order(), form);
        var errors = errors(door, asked);
        if (!errors.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors);
        }
        var ref = door.order().ref();
        var key = new Answers.Key(ref.part(), ref.seller(), ref.number(), "desk.cancel", form.getFirst("once"));
        var answer = answers.once(key, asked.toString().getBytes(StandardCharsets.UTF_8), () -> {
            var done = cancellations.ask(asked.request(door.order()), door.actor());
            return Answer.json(200, Map.of("id", done.id().toString()));
        });
        var done = CancellationId.parse(Json.tree(answer.body()).path("id").asString())
                .flatMap(cancellations::find)
                .orElseThrow(Problem::notFound);
        return done.status() == CancellationStatus.REFUSED
                ? refused(door, done)
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(Back.saying(door.base(), notice(done)) + "#" + done.id()))
                        .build();
    }

    private static String notice(Cancellation done) {
        return switch (done.status()) {
            case ATTEMPTING -> "cancellations.asked_attempting";
            case WAITING -> "cancellations.asked_waiting";
            case CANCELED, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN, REFUSED -> "cancellations.asked_canceled";
        };
    }

    /// Everything that can be canceled, or only the named line.
    private AskForm proposal(OrderDoor door, @Nullable String line) {
        var most = most(door);
        var lines = door.order().lines();
        var quantities = new java.util.ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            boolean meant = line == null || line.equals(lines.get(i).line());
            quantities.add(meant && most.get(i) > 0 ? String.valueOf(most.get(i)) : "");
        }
        return new AskForm(List.copyOf(quantities), "", "", "", "");
    }

    /// How many units of each line there is any sense in asking for. The terms do not bind the store.
    private List<Integer> most(OrderDoor door) {
        var offered = options.of(door.order(), door.actor(), pages.now());
        boolean store = door.actor().may(Right.STORE_CANCEL);
        return door.order().lines().stream()
                .map(line -> store ? AskForm.stoppable(line) : AskForm.cancelable(line, offered))
                .toList();
    }

    private Map<String, String> errors(OrderDoor door, AskForm asked) {
        var errors = asked.errors(door.order(), true, pages.words(door.request()));
        var terms = policies.inForce(door.order().ref().seller(), door.order().boundAt());
        boolean unsaid = asked.reason().equals(RequestReason.NOT_GIVEN.word());
        if (unsaid
                && ReasonRules.isNeeded(
                        door.order(),
                        terms,
                        pages.now(),
                        asked.units(door.order()),
                        policies.around(door.order(), terms))) {
            errors.put("reason", pages.words(door.request()).say("cancellations.ask.reason.none"));
        }
        var reason = RequestReason.of(asked.reason());
        if (reason.isPresent() && !reasons(door.actor()).contains(reason.get())) {
            door.actor().require(reason.get().isStores() ? Right.STORE_CANCEL : Right.CANCEL);
        }
        return errors;
    }

    private ResponseEntity<String> form(HttpStatus status, OrderDoor door, AskForm asked, Map<String, String> errors) {
        var model = door.model();
        model.put("form", asked);
        model.put("errors", errors);
        model.put("most", most(door));
        model.put("options", options.of(door.order(), door.actor(), pages.now()));
        model.put("reasons", reasons(door.actor()));
        model.put("credit", quotes.offersCredit(door.order()));
        return answer(status, "cancellations/deskChoose", door, model);
    }

    private ResponseEntity<String> meaning(OrderDoor door, AskForm asked, Cancellation would) {
        var model = door.model();
        var seller = sellers.name(door.order().ref().seller());
        model.put("form", asked);
        model.put("would", would);
        model.put("money", door.actor().may(Right.SEE_MONEY) ? quotes.of(door.order(), would) : null);
        model.put("told", Told.of(door.order(), would, seller, pages.words(door.request())));
        return answer(HttpStatus.OK, "cancellations/deskMeaning", door, model);
    }

    private ResponseEntity<String> refused(OrderDoor door, Cancellation would) {
        var model = door.model();
        model.put("would", would);
        model.put("options", options.of(door.order(), door.actor(), pages.now()));
        return answer(HttpStatus.CONFLICT, "cancellations/refused", door, model);
    }

    static List<RequestReason> reasons(Actor actor) {
        return Arrays.stream(RequestReason.values())
                .filter(reason -> actor.may(reason.isStores() ? Right.STORE_CANCEL : Right.CANCEL))
                .toList();
    }

    private OrderDoor door(String id, HttpServletRequest request) {
        return OrderDoor.open(orders, id, request);
    }

    private ResponseEntity<String> answer(
            HttpStatus status, String template, OrderDoor door, Map<String, @Nullable Object> model) {
        return door.answer(pages, status, template, "cancellations.desk.title", model);
    }
}
