package dev.countermand.accounts;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Where people reach this server: `countermand.base-url`, else this machine and the port that was
/// opened.
@Component
class BaseUrl {

    private final @Nullable String configured;
    private volatile int port;

    BaseUrl(@Value("${countermand.base-url:}") String configured, @Value("${server.port:8080}") int port) {
        this.configured = configured.isBlank() ? null : checked(configured.strip());
        this.port = port;
    }

    @EventListener
    void opened(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    URI at(String path) {
        return URI.create((configured == null ? "http://localhost:" + port : configured) + path);
    }

    /// Whether browsers reach us by TLS, so that cookies may insist on it.
    boolean isSecure() {
        return configured != null && configured.startsWith("https:");
    }

    private static String checked(String url) {
        var uri = URI.create(url);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null
                && uri.getHost() != null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!web || !bare) {
            throw new IllegalArgumentException(
                    "countermand.base-url must look like https://returns.example.org, without a path; it is " + url);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
