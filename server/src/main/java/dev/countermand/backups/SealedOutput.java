package dev.countermand.backups;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Writes through, but holds the last 64 bytes back, and puts the SHA-256 of all before them in their
/// place at the end. A ZIP file whose comment has 64 characters so becomes one that ends with its own
/// checksum.
final class SealedOutput extends FilterOutputStream {

    static final int SEAL_CHARACTERS = 64;

    private final MessageDigest digest = sha256();
    private final byte[] held = new byte[SEAL_CHARACTERS];
    private int count;

    SealedOutput(OutputStream out) {
        super(out);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length >= SEAL_CHARACTERS) {
            pass(held, 0, count);
            pass(bytes, offset, length - SEAL_CHARACTERS);
            System.arraycopy(bytes, offset + length - SEAL_CHARACTERS, held, 0, SEAL_CHARACTERS);
            count = SEAL_CHARACTERS;
            return;
        }
        int over = Math.max(0, count + length - SEAL_CHARACTERS);
        pass(held, 0, over);
        System.arraycopy(held, over, held, 0, count - over);
        System.arraycopy(bytes, offset, held, count - over, length);
        count += length - over;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /// Writes the checksum in place of what was held back; nothing may be written after it.
    void seal() throws IOException {
        out.write(HexFormat.of().formatHex(digest.digest()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.flush();
    }
}
