package dev.countermand.notifications.receipts.paper;

import dev.countermand.notifications.receipts.Receipt;
import dev.countermand.notifications.receipts.ReceiptView;
import dev.countermand.site.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/// Where everything stands on the one page.
final class ReceiptLayout {

    private static final float MARGIN = 52;
    private static final float SIZE = 10;
    private static final float ROW = SIZE * 1.4f;
    private static final float LABEL_WIDTH = 118;
    private static final float CODE_SIDE = 128;
    private static final float FOOT = MARGIN + CODE_SIDE + 24;

    private final PDDocument document;
    private final PDRectangle size;
    private final Texts words;
    private final Typeface regular;
    private final Typeface bold;
    private final float width;

    ReceiptLayout(PDDocument document, PDRectangle size, Texts words) throws IOException {
        this.document = document;
        this.size = size;
        this.words = words;
        this.regular = Typeface.load(document, "OpenSans-Regular.ttf");
        this.bold = Typeface.load(document, "OpenSans-Bold.ttf");
        this.width = size.getWidth() - 2 * MARGIN;
    }

    void print(ReceiptView view, Receipt receipt, QrCode code, String checkPage) throws IOException {
        try (var page = new TaggedPage(document, size)) {
            float y = head(page, view);
            y = facts(page, view.facts(), y - 14);
            y = items(page, view, y - 12);
            money(page, view.money(), y - 12);
            foot(page, receipt, code, checkPage);
        }
    }

    private float head(TaggedPage page, ReceiptView view) throws IOException {
        float y = page.height() - MARGIN - 10;
        y = page.print(
                page.body(),
                StandardStructureTypes.P,
                bold,
                12,
                TaggedPage.SOFT,
                MARGIN,
                y,
                bold.lines(view.seller() + " · " + say("title", Map.of("number", view.number())), 12, width, 2));
        page.rule(MARGIN, y + 6, width);
        return page.print(
                page.body(),
                StandardStructureTypes.H1,
                bold,
                19,
                TaggedPage.INK,
                MARGIN,
                y - 22,
                bold.lines(view.outcome(), 19, width, 3));
    }

    private float facts(TaggedPage page, List<ReceiptView.Fact> facts, float top) throws IOException {
        float y = top;
        var list = page.within(page.body(), StandardStructureTypes.L);
        for (var fact : facts) {
            var row = page.within(list, StandardStructureTypes.LI);
            float below = page.print(
                    row,
                    StandardStructureTypes.LBL,
                    regular,
                    SIZE,
                    TaggedPage.SOFT,
                    MARGIN,
                    y,
                    regular.lines(fact.label(), SIZE, LABEL_WIDTH - 8, 2));
            y = Math.min(
                    below,
                    page.print(
                            row,
                            StandardStructureTypes.L_BODY,
                            regular,
                            SIZE,
                            TaggedPage.INK,
                            MARGIN + LABEL_WIDTH,
                            y,
                            regular.lines(fact.value(), SIZE, width - LABEL_WIDTH, 3)));
        }
        return y;
    }

    /// As many as there is room for; all of them are in the attachment.
    private float items(TaggedPage page, ReceiptView view, float top) throws IOException {
        if (view.items().isEmpty()) {
            return top;
        }
        float y = heading(page, "items", top);
        float room = y - FOOT - ROW * (view.money().size() + 3);
        int rows = Math.max(1, (int) (room / ROW));
        int shown = view.items().size() <= rows ? view.items().size() : Math.max(1, rows - 1);
        var list = page.within(page.body(), StandardStructureTypes.L);
        for (var item : view.items().subList(0, shown)) {
            var outcome = bold.printable(item.outcome());
            float aside = bold.width(outcome, SIZE);
            var row = page.within(list, StandardStructureTypes.LI);
            page.print(
                    row,
                    StandardStructureTypes.L_BODY,
                    regular,
                    SIZE,
                    TaggedPage.INK,
                    MARGIN,
                    y,
                    regular.lines(item.title(), SIZE, width - aside - 16, 1));
            y = page.print(
                    row,
                    StandardStructureTypes.L_BODY,
                    bold,
                    SIZE,
                    TaggedPage.INK,
                    MARGIN + width - aside,
                    y,
                    List.of(outcome));
        }
        return shown == view.items().size()
                ? y
                : line(page, say("more", Map.of("count", view.items().size() - shown)), y);
    }

    private void money(TaggedPage page, List<String> sentences, float top) throws IOException {
        if (sentences.isEmpty()) {
            return;
        }
        float y = heading(page, "money", top);
        for (var sentence : sentences) {
            y = line(page, sentence, y);
        }
    }

    private float heading(TaggedPage page, String key, float y) throws IOException {
        return page.print(
                page.body(),
                StandardStructureTypes.H2,
                bold,
                12,
                TaggedPage.INK,
                MARGIN,
                y,
                bold.lines(say("heading." + key, Map.of()), 12, width, 1));
    }

    private float line(TaggedPage page, String sentence, float y) throws IOException {
        return page.print(
                page.body(),
                StandardStructureTypes.P,
                regular,
                SIZE,
                TaggedPage.INK,
                MARGIN,
                y,
                regular.lines(sentence, SIZE, width, 2));
    }

    private void foot(TaggedPage page, Receipt receipt, QrCode code, String checkPage) throws IOException {
        page.rule(MARGIN, MARGIN + CODE_SIDE + 14, width);
        page.code(page.body(), code, MARGIN, MARGIN, CODE_SIDE, say("qr", Map.of()));
        float x = MARGIN + CODE_SIDE + 18;
        float room = width - CODE_SIDE - 18;
        float y = page.print(
                page.body(),
                StandardStructureTypes.H2,
                bold,
                11,
                TaggedPage.INK,
                x,
                MARGIN + CODE_SIDE - 10,
                bold.lines(say("check.title", Map.of()), 11, room, 1));
        y = small(page, say("check.how", Map.of("address", checkPage)), x, y - 2, room);
        small(page, say("check.key", Map.of("kid", receipt.kid(), "hash", receipt.sha256())), x, y - 3, room);
    }

    private float small(TaggedPage page, String sentence, float x, float y, float room) throws IOException {
        return page.print(
                page.body(),
                StandardStructureTypes.P,
                regular,
                8.5f,
                TaggedPage.SOFT,
                x,
                y,
                regular.lines(sentence, 8.5f, room, 6));
    }

    private String say(String key, Map<String, ?> values) {
        return words.say("notifications.receipt." + key, values);
    }
}
