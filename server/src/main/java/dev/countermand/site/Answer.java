package dev.countermand.site;

import dev.countermand.kernel.Problem;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// A finished answer to a command: kept as it is under the caller's key, and replayed byte for byte.
///
/// @param status HTTP status; 2xx or a decided 409
/// @param contentType media type of the body
/// @param headers further headers that belong to the answer, such as `Location`
/// @param body the text, sent as UTF-8
public record Answer(int status, String contentType, Map<String, String> headers, String body) {

    /// Keeps the headers in one order, so that an answer is the same however it was made.
    public Answer {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /// An answer whose body is this value as JSON.
    public static Answer json(int status, Object body) {
        return new Answer(status, "application/json", Map.of(), Json.write(body));
    }

    /// A decided refusal, kept like any other answer: an RFC 9457 document with the status of its kind.
    public static Answer problem(Problem problem) {
        return new Answer(
                ProblemHandler.status(problem.kind()),
                ProblemHandler.MEDIA_TYPE,
                Map.of(),
                Json.write(ProblemHandler.trouble(problem).document()));
    }

    /// The same answer with one more header.
    public Answer withHeader(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body);
    }

    /// The answer as Spring MVC sends it.
    public ResponseEntity<String> toResponse() {
        return ResponseEntity.status(status)
                .headers(sent -> headers.forEach(sent::set))
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .body(body);
    }
}
