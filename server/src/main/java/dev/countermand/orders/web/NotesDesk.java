package dev.countermand.orders.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Notes;
import dev.countermand.orders.Order;
import dev.countermand.orders.OrderFact;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
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

/// What staff wrote about an order: the latest beside it, all of them on a page of their own, and the form.
@Controller
class NotesDesk implements OrderPanel {

    private static final int LATEST = 4;

    private final Orders orders;
    private final OrderPages orderPages;
    private final CaseLog log;
    private final DeskCommands commands;
    private final Pages pages;

    NotesDesk(Orders orders, OrderPages orderPages, CaseLog log, DeskCommands commands, Pages pages) {
        this.orders = orders;
        this.orderPages = orderPages;
        this.log = log;
        this.commands = commands;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 490;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        return desk
                ? pages.part(
                        "orders/notesPanel",
                        Map.of(
                                "page",
                                page,
                                "order",
                                order,
                                "notes",
                                notes(order, LATEST),
                                "count",
                                log.count(order.id(), OrderFact.Noted.KIND)))
                : null;
    }

    @GetMapping("/desk/orders/{id}/notes")
    ResponseEntity<String> all(@PathVariable String id, HttpServletRequest request) {
        var order = orderPages.find(id, Visitor.current().atDesk());
        return page(HttpStatus.OK, order, "", Map.of(), request);
    }

    @PostMapping("/desk/orders/{id}/notes")
    ResponseEntity<String> add(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var order = orderPages.find(id, actor);
        actor.require(Right.NOTE);
        var typed = form.getFirst("text");
        var text = typed == null ? "" : typed;
        try {
            return commands.once(order, "note", form, () -> {
                orders.note(order.ref(), text, actor);
                return "orders.noted";
            });
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) {
                throw problem;
            }
            var status =
                    problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return page(status, order, text, Map.of("text", sentence(problem, request)), request);
        }
    }

    private String sentence(Problem problem, HttpServletRequest request) {
        var code = problem.errors().isEmpty()
                ? problem.code()
                : problem.errors().getFirst().code();
        var max = Map.of("max", code.equals("too_many_notes") ? Notes.NOTES_MAX : Notes.CHARACTERS_MAX);
        var words = pages.words(request);
        var key = "orders.notes.wrong." + code;
        return words.knows(key) ? words.say(key, max) : problem.detail();
    }

    private ResponseEntity<String> page(
            HttpStatus status, Order order, String text, Map<String, String> errors, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var page = pages.page(
                request,
                reader,
                "orders.notes.page",
                Map.of("number", order.ref().number()));
        var model = new HashMap<String, Object>();
        model.put("order", order.ref());
        model.put("notes", notes(order.ref(), Notes.NOTES_MAX));
        model.put("text", text);
        model.put("errors", errors);
        return pages.answer(status, "orders/notes", page, model);
    }

    private List<NoteRow> notes(OrderRef order, int limit) {
        return log.latest(order.id(), OrderFact.Noted.KIND, limit).stream()
                .map(entry -> new NoteRow(
                        entry.at(),
                        entry.actorName(),
                        entry.actorKind(),
                        entry.body().path("text").isString()
                                ? entry.body().path("text").asString()
                                : null))
                .toList();
    }
}
