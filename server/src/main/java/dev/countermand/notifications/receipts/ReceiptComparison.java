package dev.countermand.notifications.receipts;

import dev.countermand.cases.CaseAudit.Opened;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.notifications.proof.ReceiptCheck;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// One receipt beside the fact that it is of.
@Component
class ReceiptComparison {

    /// What a receipt says of itself and of the words it was written in, not of the fact.
    private static final Set<String> OWN = Set.of("sentence", "iss", "iat");

    /// What no receipt is without; an older version of the program may have said less of the rest.
    private static final Set<String> NEEDED =
            Set.of("jti", "number", "seller", "order", "fact", "status", "at", "lines");

    private final Texts texts;

    ReceiptComparison(Texts texts) {
        this.texts = texts;
    }

    void compare(Entry entry, Receipt receipt, int year, Opened content, PublicKeys ring, Consumer<Finding> found) {
        var wrong = new ArrayList<String>();
        row(entry, receipt, year, wrong);
        brief(entry, receipt, ring, wrong, found);
        if (content.text() != null) {
            whole(entry, receipt, content.text(), ring, wrong, found);
        } else if (!content.erased()) {
            tell(found, "P13", "receipt_unreadable", receipt, "it cannot be opened", "the signed receipt, sealed");
        }
        if (!wrong.isEmpty()) {
            tell(
                    found,
                    "P7",
                    "receipt_content",
                    receipt,
                    String.join("; ", wrong),
                    "what entry " + entry.seq() + " (" + entry.kind() + ") says");
        }
    }

    /// What stands beside the receipt, by which it is found and listed.
    private static void row(Entry entry, Receipt receipt, int year, List<String> wrong) {
        var at = ReceiptClaims.at(entry);
        differ("id", receipt.id(), Receipts.id(entry), wrong);
        differ("kind", receipt.kind(), entry.kind(), wrong);
        differ("seller", receipt.order().seller(), entry.order().seller(), wrong);
        differ("order", receipt.order().number(), entry.order().number(), wrong);
        differ(ReceiptClaims.about(entry), receipt.thing(), ReceiptClaims.thing(entry), wrong);
        differ("time", receipt.happenedAt(), at, wrong);
        differ("year", year, at.atOffset(ZoneOffset.UTC).getYear(), wrong);
        differ("for the shop only", receipt.shopOnly(), ReceiptClaims.isShopOnly(entry), wrong);
    }

    /// The few words of the QR code, which remain when the person was erased.
    private static void brief(
            Entry entry, Receipt receipt, PublicKeys ring, List<String> wrong, Consumer<Finding> found) {
        var checked = ReceiptCheck.brief(receipt.brief(), ring);
        var said = checked.claims();
        if (said == null || !receipt.kid().equals(checked.kid())) {
            signature(found, receipt, "the words of its code", checked.finding().word(), checked.kid());
            return;
        }
        differ("kind in its code", said.path("k").asString(""), ReceiptClaims.word(entry.kind()), wrong);
        differ("number in its code", said.path("n").asString(""), receipt.number(), wrong);
        differ(
                "seller in its code",
                said.path("s").asString(""),
                entry.order().seller().value(),
                wrong);
        differ(
                "time in its code",
                said.path("t").asString(""),
                ReceiptClaims.at(entry).toString(),
                wrong);
        differ("hash in its code", said.path("h").asString(""), receipt.sha256(), wrong);
    }

    private void whole(
            Entry entry, Receipt receipt, String jws, PublicKeys ring, List<String> wrong, Consumer<Finding> found) {
        var checked = ReceiptCheck.file(jws.getBytes(StandardCharsets.US_ASCII), ring);
        var said = checked.claims();
        if (said == null || !receipt.kid().equals(checked.kid())) {
            signature(found, receipt, "the receipt", checked.finding().word(), checked.kid());
            return;
        }
        differ("hash", receipt.sha256(), checked.sha256(), wrong);
        var expected = Json.mapper().readTree(Json.write(ReceiptClaims.of(entry, frame(entry, receipt, said))));
        var names = new TreeSet<String>(NEEDED);
        names.add(ReceiptClaims.about(entry));
        names.addAll(said.propertyNames());
        names.removeAll(OWN);
        names.forEach(name -> differ(name, text(said.get(name)), text(expected.get(name)), wrong));
    }

    /// The frame as the receipt has it, where the fact says nothing of it: a seller may have been renamed
    /// since, and the person reads another language now.
    private ReceiptClaims.Frame frame(Entry entry, Receipt receipt, JsonNode said) {
        var words = texts.in(Locale.forLanguageTag(said.path("language").asString("en-US")))
                .in(ZoneId.of(said.path("zone").asString("UTC")));
        return new ReceiptClaims.Frame(
                Receipts.id(entry),
                receipt.number(),
                said.path("iss").asString(""),
                said.path("seller").path("name").asString(""),
                Receipts.customer(entry),
                words,
                Instant.EPOCH);
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "nothing" : value.toString();
    }

    private static void differ(String what, Object is, @Nullable Object shouldBe, List<String> wrong) {
        if (!is.equals(shouldBe)) {
            wrong.add(what + " is " + is + " and not " + Objects.requireNonNullElse(shouldBe, "nothing"));
        }
    }

    private static void signature(
            Consumer<Finding> found, Receipt receipt, String what, String finding, @Nullable String kid) {
        tell(
                found,
                "P13",
                "receipt_signature",
                receipt,
                what + " is " + finding + ", by the key " + Objects.requireNonNullElse(kid, "nobody"),
                "genuine, by our key " + receipt.kid());
    }

    private static void tell(
            Consumer<Finding> found, String promise, String check, Receipt receipt, String was, String expected) {
        found.accept(new Finding(
                promise,
                check,
                receipt.order().id().value(),
                "receipt " + receipt.number() + ": " + was,
                expected,
                ReceiptChecks.COMPARE));
    }
}
