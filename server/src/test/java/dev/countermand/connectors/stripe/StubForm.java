package dev.countermand.connectors.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what was form-encoded.
final class StubForm {

    private StubForm() {}

    static Map<String, String> read(String encoded) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            int is = pair.indexOf('=');
            if (is > 0) {
                form.put(decode(pair.substring(0, is)), decode(pair.substring(is + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
