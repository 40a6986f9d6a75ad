package dev.countermand;

import dev.countermand.embedded.EmbeddedPostgres;
import dev.countermand.embedded.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Before the first bean exists: makes the home folder, and starts the embedded PostgreSQL or looks at the
/// operator's own.
final class DatabaseAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /// The first wins against the file that asks for it; see application.yaml.
    private final Map<String, Object> settings = new HashMap<>();

    private @Nullable EmbeddedPostgres embedded;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Path home = Path.of(environment.getRequiredProperty("countermand.home"))
                .toAbsolutePath()
                .normalize();
        makePrivate(home);
        settings.put("countermand.home", home.toString());
        String url = environment.getProperty("countermand.database-url", "");
        if (url.isBlank()) {
            startOurOwn(home);
        } else {
            useTheirs(DatabaseUrl.parse(url));
        }
        environment.getPropertySources().addFirst(new MapPropertySource("countermand.start", settings));
    }

    private void startOurOwn(Path home) {
        // Registered first: a server that is stopped while it starts must take PostgreSQL along. Spring
        // runs this last.
        SpringApplication.getShutdownHandlers().add(this::stopOurOwn);
        synchronized (this) {
            var postgres = EmbeddedPostgres.start(home.resolve("postgresql"));
            embedded = postgres;
            settings.put("countermand.embedded", true);
            var login = login(postgres);
            use(login.url(), login.user(), login.password());
        }
    }

    private synchronized void stopOurOwn() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private void useTheirs(DatabaseUrl theirs) {
        theirs.check();
        use(theirs.jdbc(), theirs.user(), theirs.password());
    }

    private void use(String url, @Nullable String user, @Nullable String password) {
        settings.put("spring.datasource.url", url);
        if (user != null) {
            settings.put("spring.datasource.username", user);
        }
        if (password != null) {
            settings.put("spring.datasource.password", password);
        }
    }

    private static Login login(EmbeddedPostgres postgres) {
        try {
            return postgres.application();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void makePrivate(Path home) {
        try {
            // Its parents are made as usual, and it alone is closed to others.
            Files.createDirectories(Objects.requireNonNullElse(home.getParent(), home));
            if (!Files.isDirectory(home)) {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException failure) {
            throw new StartFailure(
                    "The data folder " + home + " cannot be made: " + failure,
                    "Set COUNTERMAND_HOME to a folder this user may write to.",
                    failure);
        }
    }
}
