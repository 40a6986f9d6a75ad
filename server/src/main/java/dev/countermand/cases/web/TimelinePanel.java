package dev.countermand.cases.web;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Money;
import dev.countermand.kernel.OrderRef;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import gg.jte.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What happened to an order, in sentences. A fact without a sentence for customers is for staff only.
@Component
class TimelinePanel implements OrderPanel {

    private static final int ENTRIES_MAX = 200;
    private static final int DESK_ENTRIES_MAX = 1000;

    /// So many stand on the desk's page; the earlier ones are folded.
    private static final int LATEST = 25;

    private final CaseLog log;
    private final Pages pages;

    TimelinePanel(CaseLog log, Pages pages) {
        this.log = log;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 800;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        var rows = log.timeline(order.id(), 0, desk ? DESK_ENTRIES_MAX : ENTRIES_MAX).stream()
                .filter(entry -> desk || page.texts().knows(key(entry)))
                .filter(entry -> page.reader() == null || Event.isFor(page.reader(), entry))
                .map(entry -> row(entry, page.texts(), desk))
                .toList();
        if (rows.isEmpty()) {
            return null;
        }
        return desk ? deskPart(page, rows) : pages.part("cases/timeline", Map.of("page", page, "rows", rows));
    }

    /// Staff read what happened last first.
    private Content deskPart(Page page, List<TimelineRow> rows) {
        var newest = rows.reversed();
        int shown = Math.min(LATEST, newest.size());
        return pages.part(
                "cases/deskTimeline",
                Map.of(
                        "page",
                        page,
                        "rows",
                        newest.subList(0, shown),
                        "earlier",
                        newest.subList(shown, newest.size())));
    }

    private static TimelineRow row(Entry entry, Texts texts, boolean desk) {
        var staff = key(entry) + ".desk";
        var key = desk && texts.knows(staff) ? staff : key(entry);
        var what = texts.knows(key) ? texts.say(key, values(entry.body())) : entry.kind();
        var who = texts.say("cases.who." + (desk ? "" : "customer.") + entry.actorKind());
        var exact =
                desk ? who + " · " + entry.actorName() + " · " + texts.say("cases.channel." + entry.channel()) : who;
        return new TimelineRow(entry.at(), what, exact, entry.kind());
    }

    /// `cancellation.attempting` is told by `cancellations.fact.attempting`, to staff by the same with
    /// `.desk` if there is one.
    private static String key(Entry entry) {
        int dot = entry.kind().indexOf('.');
        return entry.kind().substring(0, dot) + "s.fact" + entry.kind().substring(dot);
    }

    /// What sentences may speak of: every plain member, `count`, the units a list of items adds up to,
    /// and `money`, the amount with its currency.
    private static Map<String, Object> values(JsonNode body) {
        var values = new HashMap<String, Object>();
        for (var member : body.properties()) {
            if (member.getValue().isString() || member.getValue().isBoolean()) {
                values.put(member.getKey(), member.getValue().asString());
            } else if (member.getValue().isNumber()) {
                values.put(member.getKey(), member.getValue().asLong());
            } else if (member.getValue().isArray()) {
                values.put(member.getKey(), units(member.getValue()));
            }
        }
        values.put("count", count(body));
        if (body.path("amount").isNumber() && body.path("currency").isString()) {
            values.put(
                    "money",
                    new Money(
                            body.path("amount").asLong(), body.path("currency").asString()));
        }
        return values;
    }

    private static long count(JsonNode body) {
        return List.of("items", "stopping", "lines", "units", "granted").stream()
                .mapToLong(name -> units(body.path(name)))
                .filter(units -> units > 0)
                .findFirst()
                .orElse(0);
    }

    private static long units(JsonNode items) {
        long sum = 0;
        for (var item : items) {
            sum += item.path("quantity").asLong(0);
        }
        return sum;
    }
}
