package dev.countermand.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Sees at each start that the operator has a key: the one in the settings, else the one in
/// `operator.key` of the data folder, else a new one, told once on the console and kept in that file.
@Component
class FirstKey {

    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
    private static final int SHORT_CHARACTERS = 16;

    private final AccountStore store;
    private final Clock clock;
    private final @Nullable Path file;
    private @Nullable String untold;

    FirstKey(
            AccountStore store,
            Clock clock,
            @Value("${countermand.api-key:}") String configured,
            @Value("${countermand.home:}") String home) {
        this.store = store;
        this.clock = clock;
        this.file = home.isBlank() ? null : Path.of(home, "operator.key");
        if (!configured.isBlank()) {
            use(configured.strip());
        } else if (file != null && Files.exists(file)) {
            use(read(file));
        } else {
            generate();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (untold != null) {
            System.out.println("\n  Your operator key (told this once"
                    + (file == null ? "" : ", kept in " + file)
                    + "):\n\n      " + untold + "\n");
            untold = null;
        }
    }

    private void use(String key) {
        if (key.length() < SHORT_CHARACTERS) {
            LOG.warn("The operator's API key has less than {} characters: choose a longer one.", SHORT_CHARACTERS);
        }
        byte[] hash = KeyRing.sha256(key);
        if (!store.addFirstKey(hash, clock.instant())) {
            store.replaceFirstKey(hash);
        }
    }

    // The file comes first: a crash in between must not leave a key that nobody knows. When another
    // process on this database was first, the key is known to whoever started that one.
    private void generate() {
        if (store.findKey(Keys.KeyId.FIRST).isPresent()) {
            return;
        }
        String key = KeyRing.generate();
        keep(key);
        if (store.addFirstKey(KeyRing.sha256(key), clock.instant())) {
            untold = key;
        } else {
            drop();
        }
    }

    private void keep(String key) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, key + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
