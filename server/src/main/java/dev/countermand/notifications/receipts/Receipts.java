package dev.countermand.notifications.receipts;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.Zones;
import dev.countermand.notifications.proof.Checked;
import dev.countermand.notifications.proof.Jws;
import dev.countermand.notifications.proof.Paper;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Signed receipts: exactly one for each request, verdict and message of the store, made from the committed
/// fact and numbered without a gap for each seller and year.
@Component
public class Receipts {

    /// More than an order ever has.
    private static final int LIST_MAX = 200;

    private final ReceiptStore store;
    private final ReceiptKeys keys;
    private final CaseLog log;
    private final Orders orders;
    private final Sellers sellers;
    private final OrderLinks links;
    private final Texts texts;
    private final ZoneId shopZone;
    private final Clock clock;

    Receipts(
            ReceiptStore store,
            ReceiptKeys keys,
            CaseLog log,
            Orders orders,
            Sellers sellers,
            OrderLinks links,
            Texts texts,
            @Value("${countermand.zone:UTC}") ZoneId shopZone,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.log = log;
        this.orders = orders;
        this.sellers = sellers;
        this.links = links;
        this.texts = texts;
        this.shopZone = shopZone;
        this.clock = clock;
    }

    /// One receipt; empty for unknown ones. Who may see it, its order says.
    public Optional<Receipt> find(String id) {
        var uuid = Ids.parse(Receipt.PREFIX, id);
        return uuid == null
                ? Optional.empty()
                : store.find(Ids.part(uuid), uuid).map(this::opened);
    }

    /// The receipts of an order, newest first, without their contents.
    public List<Receipt> of(OrderRef order) {
        return store.of(order.id(), LIST_MAX).stream()
                .map(ReceiptStore.Kept::receipt)
                .toList();
    }

    /// The receipts of a cancellation or a change, newest first, without their contents.
    public List<Receipt> of(OrderRef order, String thing) {
        return store.of(order.part(), thing, LIST_MAX).stream()
                .map(ReceiptStore.Kept::receipt)
                .toList();
    }

    /// Whether a fact of this kind gets a receipt.
    public static boolean has(String kind) {
        return ReceiptClaims.has(kind);
    }

    /// The public id that the receipt of a fact has, or will have a moment after it was committed.
    public static String id(Entry entry) {
        return Ids.text(Receipt.PREFIX, Ids.derive(entry.order().id(), Receipt.PREFIX, Long.toString(entry.seq())));
    }

    /// Whether this very receipt stands in our books.
    public boolean isKnown(Checked checked) {
        return checked.claims() != null
                && find(checked.claims().path("jti").asString(""))
                        .filter(receipt -> receipt.sha256().equals(checked.sha256()))
                        .isPresent();
    }

    /// The address that a QR code leads to: the public check, with the few words that can be checked.
    public URI check(Receipt receipt) {
        return links.page("/verify?r=" + receipt.brief());
    }

    /// The address of the public check.
    public String checkPage() {
        return links.page("/verify").toString();
    }

    /// The paper with a seal over all its bytes, signed with the key of today.
    @Transactional
    public byte[] sealed(byte[] pdf, String jws) {
        var signing = keys.current();
        return Paper.seal(pdf, jws, signing.kid(), signing.key());
    }

    /// Makes the receipt of a fact, inside the caller's transaction; nothing for facts that have none, and
    /// nothing the second time.
    @Transactional(propagation = Propagation.MANDATORY)
    void issue(Entry entry) {
        if (!has(entry.kind())) {
            return;
        }
        var seller = entry.order().seller();
        int year = ReceiptClaims.at(entry).atOffset(ZoneOffset.UTC).getYear();
        long number = store.next(seller, year, 1);
        var receipt = signed(entry, Receipt.number(year, number), keys.current(), sellers.name(seller));
        var sealed = log.seal(entry.order().id(), receipt.id(), Objects.requireNonNull(receipt.jws()))
                .orElse(null);
        if (!store.add(receipt, year, number, sealed)) {
            store.giveBack(seller, year);
        }
    }

    /// Makes the receipts of a stretch of the feed, inside the caller's transaction, as the single one does but
    /// all or nothing: fails when one of the facts has its receipt already.
    @Transactional(propagation = Propagation.MANDATORY)
    void issue(List<Entry> entries) {
        var due = entries.stream().filter(entry -> has(entry.kind())).toList();
        if (due.isEmpty()) {
            return;
        }
        var signing = keys.current();
        var names = new HashMap<SellerId, String>();
        var numbers = numbers(due);
        var issued = new ArrayList<ReceiptStore.Numbered>();
        for (var entry : due) {
            var seller = entry.order().seller();
            var book = Book.of(entry);
            long number = numbers.merge(book, 1L, Long::sum);
            var name = names.computeIfAbsent(seller, sellers::name);
            issued.add(new ReceiptStore.Numbered(
                    signed(entry, Receipt.number(book.year(), number), signing, name), book.year(), number));
        }
        store.add(
                issued,
                log.seal(issued.stream()
                        .map(each -> each.receipt())
                        .map(r -> new CaseLog.Plain(r.order().id(), r.id(), Objects.requireNonNull(r.jws())))
                        .toList()));
    }

    /// What is numbered without a gap.
    private record Book(SellerId seller, int year) {

        static Book of(Entry entry) {
            return new Book(
                    entry.order().seller(),
                    ReceiptClaims.at(entry).atOffset(ZoneOffset.UTC).getYear());
        }
    }

    /// The number before the first that each book gives out now.
    private Map<Book, Long> numbers(List<Entry> due) {
        var counts = new TreeMap<Book, Integer>(
                Comparator.comparing((Book book) -> book.seller().value()).thenComparingInt(Book::year));
        due.forEach(entry -> counts.merge(Book.of(entry), 1, Integer::sum));
        var numbers = new HashMap<Book, Long>();
        counts.forEach((book, count) -> numbers.put(book, store.next(book.seller(), book.year(), count) - count));
        return numbers;
    }

    private Receipt signed(Entry entry, String number, ReceiptKeys.Signing signing, String seller) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var id = id(entry);
        var issuer = links.page("/").toString();
        var frame = new ReceiptClaims.Frame(
                id, number, issuer.substring(0, issuer.length() - 1), seller, customer(entry), words(entry), now);
        var jws = Jws.sign(Jws.RECEIPT, signing.kid(), signing.key(), bytes(ReceiptClaims.of(entry, frame)));
        var sha256 = PublicKeys.sha256(jws.getBytes(StandardCharsets.US_ASCII));
        return new Receipt(
                id,
                entry.order(),
                entry.seq(),
                entry.kind(),
                ReceiptClaims.thing(entry),
                number,
                ReceiptClaims.at(entry),
                now,
                ReceiptClaims.isShopOnly(entry),
                signing.kid(),
                sha256,
                Jws.sign(Jws.BRIEF, signing.kid(), signing.key(), bytes(brief(entry, number, sha256))),
                jws);
    }

    /// As short as can be: a QR code with less in it is easier to read.
    private static Map<String, Object> brief(Entry entry, String number, String sha256) {
        var brief = new LinkedHashMap<String, Object>();
        brief.put("n", number);
        brief.put("s", entry.order().seller().value());
        brief.put("k", ReceiptClaims.word(entry.kind()));
        brief.put("t", ReceiptClaims.at(entry).toString());
        brief.put("h", sha256);
        return brief;
    }

    private static byte[] bytes(Map<String, Object> claims) {
        return Json.write(claims).getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String customer(Entry entry) {
        var name = entry.body().path("recipient").path("name");
        return name.isString() && !name.stringValue().isBlank() ? name.stringValue() : null;
    }

    /// The person's language and clock: from the fact, else from the order.
    private Texts words(Entry entry) {
        var told = entry.body().path("recipient").path("locale");
        var tag = told.isString()
                ? told.stringValue()
                : orders.find(entry.order().id())
                        .map(Order::customer)
                        .map(Order.Customer::locale)
                        .orElse("en-US");
        var locale = Locale.forLanguageTag(tag);
        return texts.in(locale).in(Zones.of(locale, entry.at()).orElse(shopZone));
    }

    private Receipt opened(ReceiptStore.Kept kept) {
        var r = kept.receipt();
        var sealed = kept.sealed();
        var jws = sealed == null
                ? null
                : log.unseal(r.order().id(), r.id(), sealed).orElse(null);
        return new Receipt(
                r.id(),
                r.order(),
                r.seq(),
                r.kind(),
                r.thing(),
                r.number(),
                r.happenedAt(),
                r.issuedAt(),
                r.shopOnly(),
                r.kid(),
                r.sha256(),
                r.brief(),
                jws);
    }
}
