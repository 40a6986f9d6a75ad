package dev.countermand.notifications.proof;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Says whether a file is a genuine receipt: the compact JWS, the JSON that has it in its member `jws`, or
/// the PDF that has it attached.
public final class ReceiptCheck {

    /// What a file to be checked may have.
    public static final int BYTES_MAX = 1 << 20;

    private ReceiptCheck() {}

    /// Checks a file of at most [#BYTES_MAX] bytes.
    public static Checked file(byte[] file, PublicKeys keys) {
        if (file.length > BYTES_MAX) {
            return nothing(Finding.NOTHING_THERE, Paper.State.NONE);
        }
        if (Paper.isOne(file)) {
            return paper(file, keys);
        }
        var text = new String(file, StandardCharsets.ISO_8859_1).strip();
        return text.startsWith("{") ? json(file, keys) : compact(text, Paper.State.NONE, keys);
    }

    /// Checks the few words of a QR code.
    public static Checked brief(String compact, PublicKeys keys) {
        return checked(Jws.open(compact.strip(), Jws.BRIEF, keys), Paper.State.NONE, compact.strip());
    }

    private static Checked paper(byte[] file, PublicKeys keys) {
        var attached = Paper.attached(file);
        if (attached.size() != 1) {
            // Two receipts on one paper: which of them is printed, nobody can say.
            return nothing(
                    attached.isEmpty() ? Finding.NOTHING_THERE : Finding.ALTERED,
                    attached.isEmpty() ? Paper.State.WITHOUT_SEAL : Paper.State.BROKEN);
        }
        var jws = attached.getFirst();
        return compact(jws, Paper.state(file, jws, keys), keys);
    }

    /// The readable members beside the signature must be what was signed: people read those.
    private static Checked json(byte[] file, PublicKeys keys) {
        JsonNode document;
        try {
            document = Jws.JSON.readTree(file);
        } catch (JacksonException malformed) {
            return nothing(Finding.NOTHING_THERE, Paper.State.NONE);
        }
        if (!document.path("jws").isString()) {
            return nothing(Finding.NOTHING_THERE, Paper.State.NONE);
        }
        var checked = compact(document.path("jws").stringValue(), Paper.State.NONE, keys);
        boolean same = checked.claims() == null || document.path("receipt").equals(checked.claims());
        return same ? checked : new Checked(Finding.ALTERED, Paper.State.NONE, checked.kid(), null, checked.jws());
    }

    private static Checked compact(String jws, Paper.State paper, PublicKeys keys) {
        return checked(Jws.open(jws, Jws.RECEIPT, keys), paper, jws);
    }

    private static Checked checked(Jws.Opened opened, Paper.State paper, @Nullable String jws) {
        return new Checked(opened.finding(), paper, opened.kid(), opened.claims(), jws);
    }

    private static Checked nothing(Finding finding, Paper.State paper) {
        return new Checked(finding, paper, null, null, null);
    }
}
