package dev.countermand.accounts.people;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes passwords slowly. The way stands in front of each hash, so that a better one can take over as
/// people sign in.
@Component
class Passwords {

    static final int CHARACTERS_MIN = 12;

    /// Bcrypt reads no further.
    static final int BYTES_MAX = 72;

    /// About a tenth of a second on a small machine.
    private static final int BCRYPT_STRENGTH = 11;

    private static final int DIFFERENT_MIN = 5;

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));

    /// Costs as much to compare with as anybody's hash. It is made up: computing one would hold up each start.
    private final String nobodys = "{bcrypt}" + BCrypt.gensalt(BCRYPT_STRENGTH) + ".".repeat(31);

    /// Hashing fills a processor: whoever guesses must not take all of them.
    private final Semaphore room =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    /// The key of the sentence that says what is wrong with a new password; null when it is good.
    static @Nullable String fault(String password, String email) {
        var folded = password.toLowerCase(Locale.ROOT);
        var local = People.key(email).split("@", 2)[0];
        if (password.codePointCount(0, password.length()) < CHARACTERS_MIN) {
            return "accounts.password.short";
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return "accounts.password.long";
        }
        if (password.chars().distinct().count() < DIFFERENT_MIN
                || folded.contains("password")
                || folded.contains("123456789")
                || (local.length() > 3 && folded.contains(local))) {
            return "accounts.password.simple";
        }
        return null;
    }

    /// What a password is compared with when nobody has the name.
    String nobodys() {
        return nobodys;
    }

    final String encode(String password) {
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }

    /// Whether the password fits. Takes as long for nobody's as for somebody's.
    boolean matches(String password, Optional<String> encoded) {
        var fitting = password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX ? "" : password;
        room.acquireUninterruptibly();
        try {
            return encoder.matches(fitting, encoded.orElse(nobodys)) && encoded.isPresent() && !fitting.isEmpty();
        } finally {
            room.release();
        }
    }

    boolean isOutdated(String encoded) {
        return encoder.upgradeEncoding(encoded);
    }
}
