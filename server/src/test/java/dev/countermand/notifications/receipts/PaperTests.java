package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.countermand.AppTest;
import dev.countermand.notifications.proof.Finding;
import dev.countermand.notifications.proof.Paper;
import dev.countermand.notifications.proof.ReceiptCheck;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The paper of a receipt, read back as others read it.
@AppTest
class PaperTests extends ReceiptBench {

    private static String text(PDDocument document) throws Exception {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }

    @Test
    void saysItAllOnOnePageAndCarriesTheProof() throws Exception {
        var receipt = receipt();
        var bytes = pdf(receipt);
        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(text(document))
                    .contains(
                            receipt.number(),
                            "Order Cancelled",
                            receipt.order().number(),
                            "3 × Jet Set tote",
                            "Ada Example",
                            "€428.45 will not be charged",
                            receipt.kid());
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getLanguage()).isEqualTo("en-GB");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
            assertThat(document.getDocumentInformation().getTitle()).contains("Receipt " + receipt.number());
            var attached = new PDDocumentNameDictionary(catalog)
                    .getEmbeddedFiles()
                    .getNames()
                    .get(receipt.number() + ".jws");
            assertThat(new String(attached.getEmbeddedFile().toByteArray(), StandardCharsets.US_ASCII))
                    .isEqualTo(receipt.jws());
        }
        var checked = ReceiptCheck.file(bytes, keys.toCheck());
        assertThat(checked.isUnchanged()).isTrue();
        assertThat(checked.paper()).isEqualTo(Paper.State.SEALED);
        assertThat(bytes).hasSizeLessThan(200_000);
    }

    @Test
    void theCodeOnItLeadsToThePublicCheck() throws Exception {
        var receipt = receipt();
        try (var document = Loader.loadPDF(pdf(receipt))) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
            var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));
            assertThat(read.getText()).isEqualTo(receipts.check(receipt).toString());
            var brief = read.getText().substring(read.getText().indexOf("r=") + 2);
            var checked = ReceiptCheck.brief(brief, keys.toCheck());
            assertThat(checked.finding()).isEqualTo(Finding.GENUINE);
            assertThat(checked.claims().path("n").asString()).isEqualTo(receipt.number());
            assertThat(checked.claims().path("h").asString()).isEqualTo(receipt.sha256());
            assertThat(checked.claims().toString())
                    .doesNotContain("Ada", receipt.order().number());
        }
    }

    @Test
    void bytesFlippedAnywhereInItAreFound() {
        var good = pdf(receipt());
        var check = keys.toCheck();
        for (int at = 0; at < good.length; at += at > good.length - 500 ? 7 : 211) {
            var bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            assertThat(ReceiptCheck.file(bad, check).isUnchanged())
                    .as("byte " + at)
                    .isFalse();
        }
    }

    @Test
    void whatAnotherProgramSavesAnewIsNoLongerVouchedFor() throws Exception {
        try (var document = Loader.loadPDF(pdf(receipt()))) {
            var saved = new ByteArrayOutputStream();
            document.save(saved);
            var checked = ReceiptCheck.file(saved.toByteArray(), keys.toCheck());
            assertThat(checked.isUnchanged()).isFalse();
            assertThat(checked.paper()).isEqualTo(Paper.State.WITHOUT_SEAL);
        }
    }

    @Test
    void aBigOrderWithLongNamesOfManyScriptsFitsOnOneLetterPage() throws Exception {
        var order = order(snapshot -> {
            ((ObjectNode) snapshot.get("customer")).put("locale", "en-US").put("name", "Zoë Łukasz Ağaoğlu 株式会社 עדה");
            var lines = (ArrayNode) snapshot.get("lines");
            lines.removeAll();
            for (int i = 1; i <= 60; i++) {
                lines.addObject()
                        .put("line", "L" + i)
                        .put("sku", "S" + i)
                        .put("title", "Überlanger Artikelname ".repeat(8) + i)
                        .put("quantity", 1)
                        .put("unitPrice", 100)
                        .put("tax", 0);
            }
            snapshot.put("shipping", 0).put("shippingTax", 0);
            ((ObjectNode) snapshot.get("payments").get(0)).put("amount", 6000);
        });
        var asked = post(
                order,
                "cancellations",
                "{\"reason\":\"other\",\"note\":\"%s\"}".formatted("a very long story ".repeat(50)));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        var receipt = receipts(order).getFirst();
        try (var document = Loader.loadPDF(pdf(receipt))) {
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(792);
            assertThat(text(document))
                    .contains(
                            "Zoë Łukasz Ağaoğlu ???? ???",
                            "Überlanger Artikelname",
                            "more lines stand in the attached");
        }
        var said = new ArrayList<String>();
        receipt.claims()
                .path("lines")
                .forEach(line -> said.add(line.path("line").asString()));
        assertThat(said).hasSize(60);
    }
}
