package dev.countermand.site;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer that tells as it goes: one JSON object on each line.
public final class JsonLines {

    private JsonLines() {}

    /// Writes a line and sends it on its way. Fails when whoever asked has hung up.
    public static void write(HttpServletResponse response, Map<String, @Nullable Object> line) throws IOException {
        response.setContentType("application/x-ndjson;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        var out = response.getOutputStream();
        out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
