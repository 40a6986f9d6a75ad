package dev.countermand;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The run from which the JDK learns what a start loads: the launcher starts the server once on throw-away
/// data, this asks it for a few pages, and ends it. The JDK then writes its cache.
@Component
@ConditionalOnBooleanProperty("countermand.training")
class Training {

    private static final List<String> PATHS =
            List.of("/", "/desk", "/find", "/actuator/health", "/v1/orders", "/v1/events", "/nowhere");

    private int port;

    @EventListener
    void listens(WebServerInitializedEvent event) {
        // Not the port of the figures, where they have one of their own.
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    @EventListener
    void ready(ApplicationReadyEvent event) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
                client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            }
        }
        // Not from within the event: the context cannot be closed by a thread it waits for.
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(event.getApplicationContext())));
    }
}
