package dev.countermand.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One request to the server, repeatable byte for byte.
///
/// @param what its kind for counting, such as `cancel`
/// @param order the number of the order it is about
/// @param path path and query
/// @param body JSON, or null for none
/// @param key the `Idempotency-Key`, or null for none
record Call(
        String what,
        String order,
        String method,
        String path,
        @Nullable String body,
        @Nullable String key) {

    static Call get(String what, String order, String path) {
        return new Call(what, order, "GET", path, null, null);
    }

    static Call post(String what, String order, String path, String body, @Nullable String key) {
        return new Call(what, order, "POST", path, body, key);
    }

    /// The path of an order, percent-encoded as needed.
    static String order(String number) {
        return "/v1/orders/" + encode(number);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
