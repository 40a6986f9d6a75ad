package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.notifications.proof.Notary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A receipt checked on somebody's own machine, with no server and no network.
class ReceiptVerbTests {

    private static final Notary SHOP = new Notary();

    @TempDir
    Path folder;

    private String keys = "";

    @BeforeEach
    void export() throws Exception {
        keys = Files.writeString(folder.resolve("keys.json"), SHOP.jwks).toString();
    }

    private String verify(byte[] file) throws Exception {
        var path = Files.write(folder.resolve("receipt"), file).toString();
        var out = System.out;
        var heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new ReceiptVerb(Map.of("COUNTERMAND_HOME", folder.toString())).run(List.of("verify", path, "--keys", keys));
        } finally {
            System.setOut(out);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    private String verify(String file) throws Exception {
        return verify(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aGenuineOneIsToldInWords() throws Exception {
        assertThat(verify(SHOP.receipt()))
                .contains(
                        "Genuine and unchanged.",
                        "R-2026-000123",
                        "Michael's Bags",
                        "2 x Belt: canceled",
                        "45.90 EUR refund, card",
                        "Signed with  " + SHOP.kid);
    }

    @Test
    void eachWrongOneIsNamed() {
        var good = SHOP.receipt();
        var altered = good.substring(0, 150) + (good.charAt(150) == 'A' ? 'B' : 'A') + good.substring(151);
        assertThatThrownBy(() -> verify(altered)).hasMessageContaining("not what that key signed");
        assertThatThrownBy(() -> verify(new Notary().receipt())).hasMessageContaining("not among these 1");
        assertThatThrownBy(() -> verify("eyJhbGciOiJub25lIn0.e30.")).hasMessageContaining("alg none");
        assertThatThrownBy(() -> verify(good.substring(0, good.length() - 30))).hasMessageContaining("missing");
        assertThatThrownBy(() -> verify("hello")).hasMessageContaining("no receipt");
    }

    @Test
    void aPaperSavedAnewIsOpenedForItsAttachmentAndNotVouchedFor() throws Exception {
        var pdf = compressed(SHOP.receipt());
        assertThatThrownBy(() -> verify(pdf))
                .isInstanceOf(Verb.Failure.class)
                .hasMessageContaining("saved the PDF anew");
    }

    private static byte[] compressed(String jws) throws Exception {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            var embedded = new PDEmbeddedFile(
                    document, new ByteArrayInputStream(jws.getBytes(StandardCharsets.US_ASCII)), COSName.FLATE_DECODE);
            var file = new PDComplexFileSpecification();
            file.setFile("R.jws");
            file.setEmbeddedFile(embedded);
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("R.jws", file));
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    @Test
    void withoutKeysAndServerItSaysWhereToGetThem() throws Exception {
        var path = Files.writeString(folder.resolve("r.jws"), SHOP.receipt()).toString();
        var verb = new ReceiptVerb(Map.of("COUNTERMAND_HOME", folder.toString()));
        assertThatThrownBy(() -> verb.run(List.of("verify", path))).hasMessageContaining("receipt keys --out");
        assertThatThrownBy(() -> verb.run(List.of("verify", path, "--keys", path)))
                .hasMessageContaining("no set of published keys");
        assertThatThrownBy(() -> verb.run(List.of("verify", folder.toString()))).hasMessageContaining("no file");
        assertThatThrownBy(() -> verb.run(List.of("verify"))).isInstanceOf(Verb.Usage.class);
        assertThatThrownBy(() -> verb.run(List.of("burn"))).isInstanceOf(Verb.Usage.class);
    }
}
