package dev.countermand.notifications.receipts.paper;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// A font of ours in one document: it knows which characters it has, and breaks lines.
final class Typeface {

    private static final String UNKNOWN = "?";

    private final PDType0Font font;
    private final CmapLookup glyphs;

    private Typeface(PDType0Font font, CmapLookup glyphs) {
        this.font = font;
        this.glyphs = glyphs;
    }

    /// @param name of a file under `fonts/`; what is used of it is embedded into the document
    static Typeface load(PDDocument document, String name) throws IOException {
        try (var in = Typeface.class.getClassLoader().getResourceAsStream("fonts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no font " + name);
            }
            // Stays open until the document is saved, which is when the subset is made.
            var parsed = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            return new Typeface(PDType0Font.load(document, parsed, true), parsed.getUnicodeCmapLookup());
        }
    }

    PDType0Font font() {
        return font;
    }

    /// What this font can print of it: on one line, without what steers the direction of text, and with a
    /// question mark for a character that the font does not have.
    String printable(String text) {
        var printable = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(character -> {
            int type = Character.getType(character);
            if (Character.isWhitespace(character) || type == Character.CONTROL || type == Character.SPACE_SEPARATOR) {
                printable.append(' ');
            } else if (type != Character.FORMAT && type != Character.NON_SPACING_MARK) {
                printable.append(glyphs.getGlyphId(character) > 0 ? Character.toString(character) : UNKNOWN);
            }
        });
        return printable.toString().strip();
    }

    float width(String printable, float size) {
        try {
            return font.getStringWidth(printable) / 1000 * size;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lines that are no wider than this; a word that is wider is broken. What does not fit into the last
    /// line ends with an ellipsis.
    List<String> lines(String text, float size, float width, int linesMax) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : printable(text).split(" +", -1)) {
            for (var piece : pieces(word, size, width)) {
                var longer = line.isEmpty() ? piece : line + " " + piece;
                if (width(longer, size) > width && !line.isEmpty()) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(piece);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
        }
        lines.add(line.toString());
        if (lines.size() <= linesMax) {
            return lines;
        }
        var kept = new ArrayList<>(lines.subList(0, linesMax));
        kept.set(linesMax - 1, shortened(kept.get(linesMax - 1) + "…", size, width));
        return kept;
    }

    private String shortened(String line, float size, float width) {
        var shorter = line;
        while (width(shorter, size) > width && shorter.length() > 2) {
            shorter = shorter.substring(0, shorter.length() - 2) + "…";
        }
        return shorter;
    }

    private List<String> pieces(String word, float size, float width) {
        var pieces = new ArrayList<String>();
        var rest = word;
        while (width(rest, size) > width) {
            int fits = 1;
            while (fits < rest.length() && width(rest.substring(0, fits + 1), size) <= width) {
                fits++;
            }
            pieces.add(rest.substring(0, fits));
            rest = rest.substring(fits);
        }
        pieces.add(rest);
        return pieces;
    }
}
