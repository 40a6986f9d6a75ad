package dev.countermand.sellers.web;

import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What of the queue somebody looks at, as it stands in the address.
///
/// @param kind one of [#KINDS]; empty for all
/// @param who `mine` (what the reader has taken), `able` (what he may do), or one of [#WAITING]; empty for
///     everybody
/// @param seller one seller's id; empty for all of the reader's
/// @param after where the page before ended, or null
public record QueueFilter(
        String kind, String who, String seller, @Nullable String after) {

    /// The kinds of work, as the tabs show them.
    public static final List<String> KINDS = List.of(
            "attempt",
            "approval",
            "late_stop",
            "shipped_despite_cancel",
            "money",
            "refund_clock",
            "dispute",
            "message_failed");

    /// Of these, what only those do who may see money.
    static final Set<String> ABOUT_MONEY = Set.of("money", "refund_clock", "dispute");

    /// Who can be waited for.
    public static final List<String> WAITING = List.of("warehouse", "seller", "requester", "operator");

    private static final String MINE = "mine";
    private static final String ABLE = "able";

    /// Whose right it takes to do what waits for each of them.
    private static final Map<String, Set<Right>> DOES = Map.of(
            "warehouse", Set.of(Right.ANSWER),
            "seller", Set.of(Right.APPROVE, Right.REPORT_MONEY, Right.TELL),
            "requester", Set.of(Right.CANCEL),
            "operator", Set.of(Right.OPERATE));

    /// The same with anything unknown left out.
    static QueueFilter of(String kind, String who, String seller, @Nullable String after) {
        return new QueueFilter(
                KINDS.contains(kind) ? kind : "",
                who.equals(MINE) || who.equals(ABLE) || WAITING.contains(who) ? who : "",
                SellerId.isValid(seller) ? seller : "",
                after == null || after.isEmpty() ? null : after);
    }

    /// The kinds that are shown to who looks: whoever may not see money is not told what is to be done about it.
    public List<String> kinds(Page page) {
        return KINDS.stream()
                .filter(known -> !ABOUT_MONEY.contains(known) || page.may(Right.SEE_MONEY))
                .toList();
    }

    /// Everything of this kind, under the same other conditions, from the beginning.
    public QueueFilter ofKind(String other) {
        return new QueueFilter(other, who, seller, null);
    }

    /// The same from another place on.
    public QueueFilter from(@Nullable String place) {
        return new QueueFilter(kind, who, seller, place);
    }

    /// Whether anything is left out on purpose.
    public boolean isNarrow() {
        return !kind.isEmpty() || !who.isEmpty() || !seller.isEmpty();
    }

    /// Where this is shown.
    public String address() {
        return "/desk" + query();
    }

    /// Where this is shown for paper.
    public String printAddress() {
        return "/desk/queue/print" + query();
    }

    private String query() {
        var said = new LinkedHashMap<String, String>();
        said.put("kind", kind);
        said.put("who", who);
        said.put("seller", seller);
        said.put("after", after == null ? "" : after);
        var query = new StringBuilder();
        said.forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value));
            }
        });
        return query.toString();
    }

    /// The same as a question to the queue: only the reader's sellers, and nobody else's.
    CaseQueue.Search search(Actor reader, int limit) {
        return new CaseQueue.Search(
                sellers(reader),
                kind.isEmpty() ? null : kind,
                waitsFor(reader),
                who.equals(MINE) ? CaseQueue.id(reader) : null,
                after,
                limit);
    }

    /// The sellers looked at: empty for all of them. Another's is as good as none of his own.
    Set<SellerId> sellers(Actor reader) {
        if (seller.isEmpty() || !reader.sees(new SellerId(seller))) {
            return reader.sellers();
        }
        return Set.of(new SellerId(seller));
    }

    private Set<String> waitsFor(Actor reader) {
        if (!who.equals(ABLE)) {
            return who.isEmpty() || who.equals(MINE) ? Set.of() : Set.of(who);
        }
        var mine = new TreeSet<String>();
        DOES.forEach((whom, rights) -> {
            if (rights.stream().anyMatch(reader::may)) {
                mine.add(whom);
            }
        });
        return mine.isEmpty() ? Set.of("nobody") : mine;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
