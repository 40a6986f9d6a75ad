package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Database;
import dev.countermand.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which key the operator has after a start, on one database with changing settings and data folders.
class FirstKeyTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:15:00Z"));
    private final AccountStore store = new AccountStore(Database.fresh().jdbc());

    @TempDir
    Path home;

    @Test
    void makesOneAndKeepsItForTheOwnerOnly() throws Exception {
        start("", home);
        var file = home.resolve("operator.key");
        String key = Files.readString(file).strip();
        assertThat(key).startsWith("cmk_").hasSizeGreaterThan(40);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(opens(key)).isTrue();
    }

    @Test
    void keepsItOverTheNextStart() throws Exception {
        start("", home);
        String key = Files.readString(home.resolve("operator.key")).strip();
        start("", home);
        assertThat(Files.readString(home.resolve("operator.key")).strip()).isEqualTo(key);
        assertThat(opens(key)).isTrue();
    }

    @Test
    void aChangedSettingReplacesIt() {
        start("the-first-key-of-all", home);
        assertThat(opens("the-first-key-of-all")).isTrue();
        start(" the-second-key-of-all ", home);
        assertThat(opens("the-first-key-of-all")).isFalse();
        assertThat(opens("the-second-key-of-all")).isTrue();
        assertThat(Files.exists(home.resolve("operator.key"))).isFalse();
    }

    @Test
    void withoutTheSettingTheKeptOneIsGoodAgain() throws Exception {
        start("", home);
        String kept = Files.readString(home.resolve("operator.key")).strip();
        start("for-a-while-another-one", home);
        assertThat(opens(kept)).isFalse();
        start("", home);
        assertThat(opens(kept)).isTrue();
        assertThat(opens("for-a-while-another-one")).isFalse();
    }

    @Test
    void aSecondServerOnTheSameDatabaseMakesNone(@TempDir Path other) throws Exception {
        start("", home);
        start("", other);
        assertThat(Files.exists(other.resolve("operator.key"))).isFalse();
        assertThat(opens(Files.readString(home.resolve("operator.key")).strip()))
                .isTrue();
    }

    private void start(String setting, Path folder) {
        new FirstKey(store, clock, setting, folder.toString());
    }

    private boolean opens(String key) {
        return store.findLive(KeyRing.sha256(key))
                .filter(row -> row.key().role() == Keys.Role.OPERATOR)
                .isPresent();
    }
}
