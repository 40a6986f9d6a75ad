package dev.countermand.notifications.receipts.paper;

import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.ULocale;
import dev.countermand.notifications.receipts.Receipt;
import dev.countermand.notifications.receipts.ReceiptView;
import dev.countermand.notifications.receipts.ReceiptWords;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.site.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.springframework.stereotype.Component;

/// The paper of a receipt: one page of PDF in the language it was made in, with the receipt itself attached
/// and a seal over every byte.
@Component
public class ReceiptPaper {

    private final Receipts receipts;
    private final Texts texts;

    ReceiptPaper(Receipts receipts, Texts texts) {
        this.receipts = receipts;
        this.texts = texts;
    }

    /// Fails with `IllegalStateException` for a receipt without content.
    public byte[] of(Receipt receipt) {
        var claims = receipt.claims();
        var jws = receipt.jws();
        if (claims == null || jws == null) {
            throw new IllegalStateException("nothing is left to print of " + receipt.id());
        }
        var words = ReceiptWords.own(texts, claims);
        try {
            return receipts.sealed(pdf(receipt, jws, ReceiptWords.in(words, claims), words), jws);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] pdf(Receipt receipt, String jws, ReceiptView view, Texts words) throws IOException {
        try (var document = new PDDocument()) {
            document.setVersion(1.7f);
            describe(document, view, words, receipt);
            attach(document, view.number() + ".jws", jws, receipt);
            new ReceiptLayout(document, paperSize(words), words)
                    .print(view, receipt, QrCode.of(receipts.check(receipt).toString()), receipts.checkPage());
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /// Letter where letters are written on it, else A4.
    private static PDRectangle paperSize(Texts words) {
        int millimeters =
                LocaleData.getPaperSize(ULocale.forLocale(words.locale())).getHeight();
        return millimeters < 290 ? PDRectangle.LETTER : PDRectangle.A4;
    }

    private static void describe(PDDocument document, ReceiptView view, Texts words, Receipt receipt)
            throws IOException {
        var title = words.say("notifications.receipt.title", Map.of("number", view.number()));
        var about = document.getDocumentInformation();
        about.setTitle(title + " · " + view.seller());
        about.setAuthor(view.seller());
        about.setCreator("Countermand");
        var at = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        at.setTimeInMillis(receipt.issuedAt().toEpochMilli());
        about.setCreationDate(at);
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(words.locale().toLanguageTag());
        var preferences = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        catalog.setMetadata(new PDMetadata(
                document, new ByteArrayInputStream(xmp(title, words).getBytes(StandardCharsets.UTF_8))));
    }

    private static String xmp(String title, Texts words) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="r"?>
                """.formatted(
                title.replace("&", "&amp;").replace("<", "&lt;"), words.locale().toLanguageTag());
    }

    /// Not compressed, so that it is found without a PDF reader.
    private static void attach(PDDocument document, String name, String jws, Receipt receipt) throws IOException {
        var bytes = jws.getBytes(StandardCharsets.US_ASCII);
        var embedded = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes));
        embedded.setSubtype("application/jose");
        embedded.setSize(bytes.length);
        var at = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        at.setTimeInMillis(receipt.issuedAt().toEpochMilli());
        embedded.setCreationDate(at);
        var file = new PDComplexFileSpecification();
        file.setFile(name);
        file.setFileUnicode(name);
        file.setEmbeddedFile(embedded);
        file.setEmbeddedFileUnicode(embedded);
        file.setFileDescription("The signed receipt (JWS, RFC 7515)");
        var tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(name, file));
        var names = new PDDocumentNameDictionary(Objects.requireNonNull(document.getDocumentCatalog()));
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }
}
