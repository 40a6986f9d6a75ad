package dev.countermand.site;

import dev.countermand.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Any failure as HTTP tells it; from a `Problem`, from Spring, from the container, or from a bug.
///
/// @param headers such as `Allow` or `Retry-After`
record Trouble(
        int status,
        String code,
        String detail,
        List<Problem.Violation> errors,
        Map<String, Object> extra,
        Map<String, String> headers) {

    Trouble(int status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of(), Map.of());
    }

    Trouble with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Trouble(status, code, detail, errors, extra, more);
    }

    /// The RFC 9457 document. Its type is the status alone: what a program should look at is `code`.
    Map<String, Object> document() {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "about:blank");
        document.put("title", title(status, code));
        document.put("status", status);
        document.put("detail", detail);
        document.put("code", code);
        if (!errors.isEmpty()) {
            document.put("errors", errors);
        }
        extra.forEach(document::putIfAbsent);
        return document;
    }

    private static String title(int status, String code) {
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        return code.equals(ProblemHandler.BUG) ? "Internal error" : known == null ? code : known.getReasonPhrase();
    }
}
