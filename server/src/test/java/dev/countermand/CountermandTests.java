package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AppTest
class CountermandTests {

    @Autowired
    Clock clock;

    @Autowired
    MutableClock hands;

    @Autowired
    DataSource database;

    @Test
    void readsTheTimeFromTheClockThatTestsMove() {
        var before = clock.instant();
        hands.advance(Duration.ofSeconds(90));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(90));
    }

    @Test
    void talksToARealPostgres() {
        assertThat(JdbcClient.create(database)
                        .sql("show server_version")
                        .query(String.class)
                        .single())
                .startsWith("18.");
    }
}
