package dev.countermand.connectors.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Parameters as Stripe takes them: form-encoded, always in the same order, so that every re-send has the
/// same bytes.
record Form(List<Map.Entry<String, String>> fields) {

    static final Form EMPTY = new Form(List.of());

    Form {
        fields = List.copyOf(fields);
    }

    /// The same with one more.
    Form with(String name, String value) {
        var more = new java.util.ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new Form(more);
    }

    String encoded() {
        return fields.stream()
                .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// One segment of a path or value of a query.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
