package dev.countermand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Says where the server listens: to people by one line, to our other commands by `server.url` in the home
/// folder.
@Component
class Announcement {

    private final Path file;
    private final String publicUrl;
    private int port;

    Announcement(@Value("${countermand.home}") Path home, @Value("${countermand.base-url:}") String publicUrl) {
        this.file = home.resolve("server.url");
        this.publicUrl = publicUrl;
    }

    @EventListener
    void listens(WebServerInitializedEvent event) {
        // Not the port of the figures, where they have one of their own.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, localUrl() + "\n");
        String url = publicUrl.isBlank() ? "http://localhost:" + port : publicUrl.replaceAll("/+$", "");
        System.out.println("Countermand is ready: " + url + "/");
    }

    @EventListener(ContextClosedEvent.class)
    void closed() throws IOException {
        // Another server of the same home folder may have written its own meanwhile.
        if (Files.exists(file) && Files.readString(file).strip().equals(localUrl())) {
            Files.delete(file);
        }
    }

    private String localUrl() {
        return "http://127.0.0.1:" + port;
    }
}
