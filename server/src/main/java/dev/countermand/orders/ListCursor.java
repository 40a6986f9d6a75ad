package dev.countermand.orders;

import dev.countermand.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

/// Where a page of a list ended: opaque to callers.
///
/// @param column which column was searched, or [#BY_TIME]
/// @param key the last value of that column
/// @param id the last order, for those with equal values
record ListCursor(int column, String key, UUID id) {

    static final int BY_TIME = 9;
    static final ListCursor NEWEST = new ListCursor(BY_TIME, "infinity", new UUID(-1, -1));

    private static final int COLUMNS = 8;
    private static final int UUID_LENGTH = 36;

    static ListCursor first(int column) {
        return new ListCursor(column, "", new UUID(0, 0));
    }

    /// Fails with INVALID for anything we have not given out.
    static ListCursor parse(String text, boolean byWord) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int column = Integer.parseInt(plain.substring(0, 1));
            var id = UUID.fromString(plain.substring(1, UUID_LENGTH + 1));
            var key = plain.substring(UUID_LENGTH + 1);
            boolean fits = byWord ? column < COLUMNS && Text.isOneLine(key) : column == BY_TIME && isTime(key);
            if (fits) {
                return new ListCursor(column, key, id);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException strange) {
            // Told below like any other text that is no cursor.
        }
        throw Problem.invalid(
                "bad_cursor", "after", "Give the `next` of the page before, with the same q, or leave it out.");
    }

    // As PostgreSQL writes it: 2026-11-20 10:15:00.123456+00.
    private static boolean isTime(String key) {
        try {
            var iso = key.replace(' ', 'T');
            return OffsetDateTime.parse(iso.matches(".*[+-]\\d\\d$") ? iso + ":00" : iso) != null;
        } catch (java.time.DateTimeException strange) {
            return false;
        }
    }

    @Override
    public String toString() {
        var plain = column + id.toString() + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
