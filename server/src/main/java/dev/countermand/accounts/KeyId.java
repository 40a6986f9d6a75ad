package dev.countermand.accounts;

import dev.countermand.kernel.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The public name of an API key: `key_…`.
public record KeyId(UUID value) {

    private static final String PREFIX = "key";

    /// The key that the operator's settings name, or that was made at the first start.
    static final KeyId FIRST = new KeyId(new UUID(0, 0));

    static KeyId mint(Instant at) {
        return new KeyId(Ids.mint(0, at));
    }

    /// Reads the public form; empty for anything else.
    public static Optional<KeyId> parse(String text) {
        return Optional.ofNullable(Ids.parse(PREFIX, text)).map(KeyId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
