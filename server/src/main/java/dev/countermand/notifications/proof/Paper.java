package dev.countermand.notifications.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A receipt's PDF from the outside, as nothing but bytes: the receipt stands in it as an attachment that
/// is not compressed, and behind its end a comment has the seal, a signature over every byte before. So
/// nobody has to run a PDF reader over a stranger's file to check it.
public final class Paper {

    /// In which state a paper is.
    public enum State {
        /// Not a paper but the receipt alone.
        NONE,
        /// Every byte is as it was made.
        SEALED,
        /// It has a seal, but this is not what was sealed: what is printed may be altered.
        BROKEN,
        /// It has no seal: another program saved it anew, so nobody can tell what is printed on it.
        WITHOUT_SEAL
    }

    private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final String SEAL = "%" + Jws.SEAL + " ";
    private static final int SEAL_CHARACTERS_MAX = 1_000;
    private static final Pattern ATTACHED =
            Pattern.compile("stream\r?\n(eyJ[\\w-]{1,1000}\\.[\\w-]{1,500000}\\.[\\w-]{1,200})\r?\nendstream");

    private Paper() {}

    static boolean isOne(byte[] file) {
        return file.length > BEGINNING.length
                && java.util.Arrays.equals(file, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    /// The paper with its seal.
    ///
    /// @param jws the receipt that is attached to it
    public static byte[] seal(byte[] pdf, String jws, String kid, PrivateKey key) {
        var about = new LinkedHashMap<String, Object>();
        about.put("pdf", PublicKeys.sha256(pdf));
        about.put("receipt", PublicKeys.sha256(jws.getBytes(StandardCharsets.US_ASCII)));
        var sealed = new ByteArrayOutputStream();
        sealed.writeBytes(pdf);
        sealed.writeBytes((SEAL + Jws.sign(Jws.SEAL, kid, key, Jws.JSON.writeValueAsBytes(about)) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        return sealed.toByteArray();
    }

    /// The receipts attached to it, as they stand there.
    static List<String> attached(byte[] file) {
        return ATTACHED.matcher(new String(file, StandardCharsets.ISO_8859_1))
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .toList();
    }

    static State state(byte[] file, String jws, PublicKeys keys) {
        int from = Math.max(0, file.length - SEAL_CHARACTERS_MAX);
        var end = new String(file, from, file.length - from, StandardCharsets.ISO_8859_1);
        int at = end.lastIndexOf(SEAL);
        if (at < 0) {
            return State.WITHOUT_SEAL;
        }
        var seal = end.substring(at + SEAL.length());
        var opened = Jws.open(seal.endsWith("\n") ? seal.substring(0, seal.length() - 1) : "", Jws.SEAL, keys);
        if (opened.finding() != Finding.GENUINE || opened.claims() == null) {
            return State.BROKEN;
        }
        var about = Map.of(
                "pdf", PublicKeys.sha256(java.util.Arrays.copyOf(file, from + at)),
                "receipt", PublicKeys.sha256(jws.getBytes(StandardCharsets.US_ASCII)));
        var claims = opened.claims();
        return about.entrySet().stream()
                        .allMatch(one -> claims.path(one.getKey()).asString("").equals(one.getValue()))
                ? State.SEALED
                : State.BROKEN;
    }
}
