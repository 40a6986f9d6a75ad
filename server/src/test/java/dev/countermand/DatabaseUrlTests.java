package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres://me:secret@db.example:6432/shop, jdbc:postgresql://db.example:6432/shop, me, secret",
                "postgresql://me:secret@db.example/shop, jdbc:postgresql://db.example/shop, me, secret",
                "postgres://me@db.example/shop, jdbc:postgresql://db.example/shop, me, -",
                "postgres://db.example/shop, jdbc:postgresql://db.example/shop, -, -",
                "postgres://me:s%40c%3Ar+t%25@db.example/shop?sslmode=require,"
                        + " jdbc:postgresql://db.example/shop?sslmode=require, me, s@c:r+t%",
                "postgres://me:x@[::1]:5432/shop, jdbc:postgresql://[::1]:5432/shop, me, x",
                "jdbc:postgresql://db.example/shop?user=me&password=x,"
                        + " jdbc:postgresql://db.example/shop?user=me&password=x, -, -",
            })
    void readsBothWaysOfWritingIt(String url, String jdbc, String user, String password) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl(jdbc, user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://me:topsecret@db/shop", "postgres://me:top secret@db/shop", "db.example:topsecret"})
    void saysHowToWriteItWithoutRepeatingThePassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(StartFailure.class)
                .hasNoCause()
                .hasMessageContaining("COUNTERMAND_DATABASE_URL cannot be read")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void acceptsADatabaseOfAKnownVersionInUtf8() {
        var database = Database.empty();
        String url = database.url()
                .replace(
                        "jdbc:postgresql://",
                        "postgres://" + database.user() + ":"
                                + URLEncoder.encode(database.password(), StandardCharsets.UTF_8) + "@");
        DatabaseUrl.parse(url).check();
    }

    @Test
    void refusesADatabaseInAnotherEncoding() {
        var database = Database.empty("encoding 'LATIN1' locale 'C' locale_provider libc template template0");
        assertThatThrownBy(() -> new DatabaseUrl(database.url(), database.user(), database.password()).check())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("LATIN1");
    }

    @Test
    void saysWhoRefusedWithoutThePassword() {
        String url = Database.empty().url() + "?user=countermand&password=topsecret";
        assertThatThrownBy(() -> DatabaseUrl.parse(url).check())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("password authentication failed")
                .message()
                .doesNotContain("topsecret");
    }
}
