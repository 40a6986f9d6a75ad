package dev.countermand.orders.web;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Reads bodies up to a size, so that nobody can fill the memory.
final class Bodies {

    static final int BYTES_MAX = 1024 * 1024;

    private Bodies() {}

    /// Fails with TOO_LARGE beyond 1 MiB, MALFORMED for a form.
    static byte[] read(HttpServletRequest request) throws IOException {
        refuseForms(request);
        if (request.getContentLengthLong() > BYTES_MAX) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(BYTES_MAX + 1);
        if (body.length > BYTES_MAX) {
            throw tooLarge();
        }
        return body;
    }

    /// A form is read as parameters before anybody sees its body: what is meant as JSON would seem empty.
    static void refuseForms(HttpServletRequest request) {
        var type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw Problem.of(
                    Problem.Kind.MALFORMED,
                    "malformed",
                    "The body was sent as a form. Send the header Content-Type: application/json.");
        }
    }

    /// The body as a tree; an empty one reads as an object without members.
    static JsonNode treeOrEmpty(byte[] body) {
        return Json.tree(
                new String(body, StandardCharsets.UTF_8).isBlank() ? "{}".getBytes(StandardCharsets.UTF_8) : body);
    }

    private static Problem tooLarge() {
        return Problem.of(
                Problem.Kind.TOO_LARGE,
                "too_large",
                "A body may have " + BYTES_MAX + " bytes here: send less at once.");
    }
}
