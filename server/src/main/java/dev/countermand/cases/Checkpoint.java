package dev.countermand.cases;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What the case log said at a moment: the ends of the chains that grew since the checkpoint before.
///
/// @param heads the ends, 56 bytes each
/// @param previous the hash of the checkpoint before; zeros for the first
/// @param hash over everything else; what is signed
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Checkpoint(
        long number, Instant at, long from, long upto, byte[] heads, byte[] previous, byte[] hash, Signed signed) {

    /// @param keyId which key signed
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Signed(String keyId, byte[] signature) {}

    /// The last entry of an order in the stretch.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record End(UUID order, long seq, byte[] hash) {}

    static final int HASH_BYTES = 32;
    private static final int END_BYTES = 2 * Long.BYTES + Long.BYTES + HASH_BYTES;
    private static final byte[] VERSION = "countermand checkpoint 1".getBytes(StandardCharsets.UTF_8);

    static byte[] pack(List<End> ends) {
        var bytes = ByteBuffer.allocate(ends.size() * END_BYTES);
        for (var end : ends) {
            bytes.putLong(end.order().getMostSignificantBits())
                    .putLong(end.order().getLeastSignificantBits())
                    .putLong(end.seq())
                    .put(end.hash());
        }
        return bytes.array();
    }

    List<End> ends() {
        var ends = new ArrayList<End>();
        var bytes = ByteBuffer.wrap(heads);
        while (bytes.remaining() >= END_BYTES) {
            var order = new UUID(bytes.getLong(), bytes.getLong());
            long seq = bytes.getLong();
            byte[] end = new byte[HASH_BYTES];
            bytes.get(end);
            ends.add(new End(order, seq, end));
        }
        return ends;
    }

    /// What the hash of a checkpoint with these members is.
    static byte[] hash(long number, Instant at, long from, long upto, byte[] heads, byte[] previous) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(VERSION);
            digest.update(ByteBuffer.allocate(5 * Long.BYTES)
                    .putLong(number)
                    .putLong(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000))
                    .putLong(from)
                    .putLong(upto)
                    .putLong(heads.length)
                    .flip());
            digest.update(heads);
            return digest.digest(previous);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] hashed() {
        return hash(number, at, from, upto, heads, previous);
    }
}
