package dev.countermand.notifications.receipts.paper;

import java.awt.Color;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/// One page whose every word stands in the document's structure too, so that a screen reader reads it in
/// order.
final class TaggedPage implements AutoCloseable {

    static final Color INK = new Color(0x1c2126);
    static final Color SOFT = new Color(0x56606b);
    private static final Color LINE = new Color(0xdfe3e8);

    private final PDDocument document;
    private final PDPage page;
    private final PDPageContentStream content;
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement body;
    private final COSArray marked = new COSArray();

    TaggedPage(PDDocument document, PDRectangle size) throws IOException {
        this.document = document;
        this.page = new PDPage(size);
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        body = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);
        root.appendKid(body);
    }

    PDStructureElement body() {
        return body;
    }

    float width() {
        return page.getMediaBox().getWidth();
    }

    float height() {
        return page.getMediaBox().getHeight();
    }

    /// A part of the structure that holds others.
    PDStructureElement within(PDStructureNode parent, String type) {
        var element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /// Prints lines below each other and answers where the next one would stand.
    float print(
            PDStructureNode parent,
            String type,
            Typeface face,
            float size,
            Color color,
            float x,
            float y,
            List<String> lines)
            throws IOException {
        begin(within(parent, type));
        content.beginText();
        content.setFont(face.font(), size);
        content.setNonStrokingColor(color);
        content.setLeading(size * 1.4f);
        content.newLineAtOffset(x, y);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                content.newLine();
            }
            // A blank at the end keeps words of two lines apart when the text is read or copied.
            content.showText(i + 1 < lines.size() ? lines.get(i) + " " : lines.get(i));
        }
        content.endText();
        content.endMarkedContent();
        return y - size * 1.4f * lines.size();
    }

    /// A thin line; nothing to read.
    void rule(float x, float y, float width) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        content.setStrokingColor(LINE);
        content.setLineWidth(0.8f);
        content.moveTo(x, y);
        content.lineTo(x + width, y);
        content.stroke();
        content.endMarkedContent();
    }

    /// A QR code, with words for those who do not see it.
    void code(PDStructureNode parent, QrCode code, float x, float y, float side, String words) throws IOException {
        var figure = within(parent, StandardStructureTypes.Figure);
        figure.setAlternateDescription(words);
        var layout = new PDLayoutAttributeObject();
        layout.setBBox(new PDRectangle(x, y, side, side));
        figure.addAttribute(layout);
        begin(figure);
        float square = side / code.size();
        content.setNonStrokingColor(Color.BLACK);
        for (int row = 0; row < code.size(); row++) {
            for (int column = 0; column < code.size(); column++) {
                if (code.isDark(column, row)) {
                    content.addRect(x + column * square, y + side - (row + 1) * square, square, square);
                }
            }
        }
        content.fill();
        content.endMarkedContent();
    }

    private void begin(PDStructureElement element) throws IOException {
        var properties = new COSDictionary();
        properties.setInt(COSName.MCID, marked.size());
        content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), PDPropertyList.create(properties));
        element.setPage(page);
        element.getCOSObject().setInt(COSName.K, marked.size());
        marked.add(element.getCOSObject());
    }

    /// Writes the page and its structure into the document.
    @Override
    public void close() throws IOException {
        content.close();
        var numbers = new COSArray();
        numbers.add(COSInteger.ZERO);
        numbers.add(marked);
        var parents = new COSDictionary();
        parents.setItem(COSName.NUMS, numbers);
        root.getCOSObject().setItem(COSName.PARENT_TREE, parents);
        root.setParentTreeNextKey(1);
        page.getCOSObject().setInt(COSName.STRUCT_PARENTS, 0);
        page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.getPDFName("S"));
        var catalog = document.getDocumentCatalog();
        catalog.setStructureTreeRoot(root);
        var marks = new PDMarkInfo();
        marks.setMarked(true);
        catalog.setMarkInfo(marks);
    }
}
