package dev.countermand.site;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A finished answer to a command: kept as it is under the caller's key, and replayed byte for byte.
///
/// @param status HTTP status; 2xx or a decided 409
/// @param contentType media type of the body
/// @param headers further headers that belong to the answer, such as `Location`
/// @param body the text, sent as UTF-8
public record Answer(int status, String contentType, Map<String, String> headers, String body) {

    /// Members about amounts, as answers about orders and cancellations have them.
    private static final Set<String> MONEY = Set.of(
            "money",
            "more",
            "total",
            "payments",
            "amountDue",
            "unitPrice",
            "discount",
            "tax",
            "shipping",
            "shippingTax",
            "shippingStandard",
            "fees");

    private static final Set<String> GIVEN = Set.of("metadata", "attributes");

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

    /// What this reader may know of it: without amounts for whoever may not see money, as a fresh answer
    /// would be to him. The kept answer was made for who asked first, and who repeats the command may be
    /// somebody else, or have lost rights since.
    public Answer seenBy(Actor reader) {
        return reader.may(Right.SEE_MONEY) ? this : without(MONEY);
    }

    /// The same without these members, wherever they stand but in what a caller gave us to keep. Byte for
    /// byte the same where there are none.
    public Answer without(Set<String> members) {
        if (!contentType.endsWith("json")) {
            return this;
        }
        var tree = Json.tree(body);
        return remove(tree, members) ? new Answer(status, contentType, headers, Json.write(tree)) : this;
    }

    private static boolean remove(JsonNode node, Set<String> members) {
        boolean removed = false;
        if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                if (members.contains(name)) {
                    object.remove(name);
                    removed = true;
                } else if (!GIVEN.contains(name)) {
                    removed |= remove(object.path(name), members);
                }
            }
        }
        if (node.isArray()) {
            for (var each : node) {
                removed |= remove(each, members);
            }
        }
        return removed;
    }

    /// The answer as Spring MVC sends it.
    public ResponseEntity<String> toResponse() {
        return ResponseEntity.status(status)
                .headers(sent -> headers.forEach(sent::set))
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .body(body);
    }
}
