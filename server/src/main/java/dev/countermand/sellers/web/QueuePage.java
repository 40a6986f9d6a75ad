package dev.countermand.sellers.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Right;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's first page: who must act next, and until when; the most urgent first, with the buttons
/// beside it.
@Controller
class QueuePage {

    private static final int ROWS = 50;
    private static final List<String> KINDS =
            List.of("attempt", "approval", "late_stop", "shipped_despite_cancel", "money", "message_failed");

    private final CaseQueue queue;
    private final Pages pages;

    QueuePage(CaseQueue queue, Pages pages) {
        this.queue = queue;
        this.pages = pages;
    }

    @GetMapping("/desk")
    ResponseEntity<String> queue(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String after) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.SEE_ORDERS);
        var found = queue.list(reader.sellers(), KINDS.contains(kind) ? kind : null, after, ROWS);
        var model = new HashMap<String, Object>();
        model.put("items", found.items());
        model.put("next", found.next());
        model.put("after", after);
        model.put("kind", kind);
        model.put("kinds", KINDS);
        return pages.ok("sellers/queue", pages.page(request, reader, "sellers.queue.title", Map.of()), model);
    }
}
