package dev.countermand.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Makes and reads identifiers that say where their row lives: two bytes of part, six of milliseconds,
/// eight random ones. So an identifier leads to one part without a look-up, sorts by age within it, and
/// cannot be guessed.
public final class Ids {

    /// The number of parts over which orders are spread. Fixed for the life of a database.
    public static final int PARTS = 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /// The part of an order: the same for the same seller and number, on every machine and version.
    public static int part(SellerId seller, String number) {
        var crc = new CRC32C();
        crc.update(seller.value().getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(number.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % PARTS);
    }

    /// The part that an identifier carries, 0 to 1023 for one of ours.
    public static int part(UUID id) {
        return (int) (id.getMostSignificantBits() >>> 48);
    }

    /// A new identifier within a part.
    public static UUID mint(int part, Instant at) {
        long high = ((long) part << 48) | (at.toEpochMilli() & 0xFFFF_FFFF_FFFFL);
        return new UUID(high, RANDOM.nextLong());
    }

    /// The identifier of a thing that its owner names within an order (a payment, a shipment): always
    /// the same for the same name, and as hard to guess as the order's own.
    public static UUID derive(OrderId order, String prefix, String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(order.toString().getBytes(StandardCharsets.UTF_8));
            hash.update((prefix + '\0' + name).getBytes(StandardCharsets.UTF_8));
            var bytes = ByteBuffer.wrap(hash.digest());
            return new UUID(((long) order.part() << 48) | (bytes.getLong() & 0xFFFF_FFFF_FFFFL), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public form: prefix, underscore, 32 hexadecimal digits.
    public static String text(String prefix, UUID id) {
        return prefix
                + '_'
                + HexFormat.of().toHexDigits(id.getMostSignificantBits())
                + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    }

    /// Reads the public form; null for anything that is not one of ours with this prefix.
    public static @Nullable UUID parse(String prefix, String text) {
        if (text.length() != prefix.length() + 33 || !text.startsWith(prefix + '_')) {
            return null;
        }
        try {
            int start = prefix.length() + 1;
            var id = new UUID(
                    HexFormat.fromHexDigitsToLong(text, start, start + 16),
                    HexFormat.fromHexDigitsToLong(text, start + 16, start + 32));
            return part(id) < PARTS && text(prefix, id).equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
