package dev.countermand.site;

import dev.countermand.kernel.Problem;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Refuses JSON text that no UTF-8 column can hold: U+0000 and half surrogate pairs. Both can come in
/// as escapes only, so a glance over the bytes clears nearly every document.
final class JsonText {

    private JsonText() {}

    static void check(JsonMapper mapper, byte[] json) {
        if (!isSuspicious(json)) {
            return;
        }
        try (var parser = mapper.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
                if (text && !isStorable(parser.getString())) {
                    throw Problem.invalid(
                            "invalid_text",
                            parser.streamReadContext().pathAsPointer().toString(),
                            "This text contains U+0000 or half of a surrogate pair; send printable text.");
                }
            }
        }
    }

    static boolean isStorable(CharSequence text) {
        return text.codePoints()
                .allMatch(point -> point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE));
    }

    private static boolean isSuspicious(byte[] json) {
        for (int i = 0; i + 3 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == '0' || (json[i + 2] | 0x20) == 'd')) {
                return true;
            }
        }
        return false;
    }
}
