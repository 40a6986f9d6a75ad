package dev.countermand.connectors.sandbox.town;

import dev.countermand.site.Json;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A call that came in.
///
/// @param path its segments behind the company's name
record Call(String method, List<String> path, UnaryOperator<@Nullable String> header, String body) {

    /// Whether it is this verb at a path of so many segments that begins with this one.
    boolean is(String verb, String first, int segments) {
        return method.equals(verb) && path.size() == segments && path.getFirst().equals(first);
    }

    /// Fails with a `Problem` for what is not JSON.
    JsonNode json() {
        return Json.tree(body);
    }

    String text(String member) {
        return json().path(member).asString("");
    }

    /// The caller's id of this message, the same for every try; empty when he gave none.
    String message() {
        var signed = header.apply("webhook-id");
        var key = header.apply("Idempotency-Key");
        return signed != null ? signed : key != null ? key : "";
    }
}
