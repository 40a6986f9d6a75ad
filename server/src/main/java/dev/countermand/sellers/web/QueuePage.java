package dev.countermand.sellers.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.policies.Drafts;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's first page: who must act next, and until when; the most urgent first, with the buttons
/// beside it. The page looks for news of itself; rows that stayed as they were are left alone.
@Controller
class QueuePage {

    private static final int ROWS = 50;
    private static final int PAPER_ROWS = 500;

    private final CaseQueue queue;
    private final Drafts drafts;
    private final Sellers sellers;
    private final Pages pages;

    QueuePage(CaseQueue queue, Drafts drafts, Sellers sellers, Pages pages) {
        this.queue = queue;
        this.drafts = drafts;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping("/desk")
    ResponseEntity<String> queue(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String seller,
            @RequestParam(required = false) @Nullable String after) {
        return page("sellers/queue", ROWS, QueueFilter.of(kind, who, seller, after), request);
    }

    @GetMapping("/desk/queue/print")
    ResponseEntity<String> paper(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String seller,
            @RequestParam(required = false) @Nullable String after) {
        return page("sellers/queuePaper", PAPER_ROWS, QueueFilter.of(kind, who, seller, after), request);
    }

    private ResponseEntity<String> page(String template, int rows, QueueFilter filter, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.SEE_ORDERS);
        var found = queue.list(filter.search(reader, rows));
        var counts = queue.counts(filter.sellers(reader), pages.now()).stream()
                .filter(count -> isFor(reader, count.kind()))
                .toList();
        var takers = queue.takers(found.items());
        var model = new HashMap<String, Object>();
        model.put(
                "rows",
                found.items().stream()
                        .filter(item -> isFor(reader, item.kind()))
                        .map(item -> QueueRow.of(item, takers.get(item), reader))
                        .toList());
        // Terms that a second person must agree to belong to no order: they stand above the queue.
        model.put(
                "waiting",
                drafts.waiting(reader).stream().filter(one -> one.isFor(reader)).toList());
        model.put("next", found.next());
        model.put("filter", filter);
        model.put("counts", byKind(counts));
        model.put("overdue", counts.stream().mapToInt(CaseQueue.Count::overdue).sum());
        model.put("sellers", sellers.of(reader));
        model.put(
                "names",
                sellers.names(found.items().stream().map(item -> item.order().seller())));
        return pages.ok(template, pages.page(request, reader, "sellers.queue.title", Map.of()), model);
    }

    /// Whoever knows nothing of money is not shown what is to be done about it.
    private static boolean isFor(Actor reader, String kind) {
        return !QueueFilter.ABOUT_MONEY.contains(kind) || reader.may(Right.SEE_MONEY);
    }

    /// How many of each kind; the empty kind stands for all.
    private static Map<String, Integer> byKind(List<CaseQueue.Count> counts) {
        var byKind = new LinkedHashMap<String, Integer>();
        counts.forEach(count -> {
            byKind.merge("", count.items(), Integer::sum);
            byKind.merge(count.kind(), count.items(), Integer::sum);
        });
        return byKind;
    }
}
