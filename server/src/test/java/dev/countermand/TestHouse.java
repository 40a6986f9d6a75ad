package dev.countermand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// What [AppTest] stands on: a database and a data folder for each context, and the clock.
final class TestHouse implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var database = Database.fresh();
        TestPropertyValues.of(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "countermand.home=" + temporaryHome())
                .applyTo(context);
    }

    private static String temporaryHome() {
        try {
            var home = Files.createTempDirectory("countermand-test");
            home.toFile().deleteOnExit();
            return home.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        @Primary
        MutableClock mutableClock() {
            return new MutableClock(Instant.parse("2026-11-20T10:15:00Z"));
        }
    }
}
