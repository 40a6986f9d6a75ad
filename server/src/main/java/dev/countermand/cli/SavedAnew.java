package dev.countermand.cli;

import dev.countermand.notifications.proof.Checked;
import dev.countermand.notifications.proof.Finding;
import dev.countermand.notifications.proof.Paper;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.notifications.proof.ReceiptCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;

/// A PDF that another program has saved: its attachment may be compressed now, so it has to be opened as a
/// PDF. Only here, on one's own machine; a server does not open strangers' PDFs.
final class SavedAnew {

    private SavedAnew() {}

    static boolean isPdf(byte[] file) {
        return new String(file, 0, Math.min(5, file.length), StandardCharsets.ISO_8859_1).equals("%PDF-");
    }

    static Checked check(byte[] file, PublicKeys keys) throws Verb.Failure {
        try {
            var attached = attachment(file);
            if (attached.isEmpty()) {
                return new Checked(Finding.NOTHING_THERE, Paper.State.WITHOUT_SEAL, null, null, null);
            }
            var alone = ReceiptCheck.file(attached.get(), keys);
            return new Checked(alone.finding(), Paper.State.WITHOUT_SEAL, alone.kid(), alone.claims(), alone.jws());
        } catch (IOException damaged) {
            throw new Verb.Failure("This PDF is damaged and cannot be opened: " + damaged.getMessage());
        }
    }

    private static Optional<byte[]> attachment(byte[] file) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            var files = new PDDocumentNameDictionary(document.getDocumentCatalog()).getEmbeddedFiles();
            if (files == null || files.getNames() == null) {
                return Optional.empty();
            }
            for (PDComplexFileSpecification one : files.getNames().values()) {
                if (String.valueOf(one.getFilename()).endsWith(".jws") && one.getEmbeddedFile() != null) {
                    try (var in = one.getEmbeddedFile().createInputStream()) {
                        return Optional.of(in.readNBytes(ReceiptCheck.BYTES_MAX));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
