package dev.countermand.kernel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Expected trouble: the caller asked for something that cannot be. One table in `site` turns the kind
/// into HTTP. Refusals by a rule are values, not problems; a bug is any other exception.
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What sort of trouble, from which the HTTP status follows.
    public enum Kind {
        /// Not parseable: 400.
        MALFORMED,
        /// Nobody known stands behind the request: 401.
        UNAUTHENTICATED,
        /// Known, but without the right: 403. Never used where the mere existence is another's secret.
        FORBIDDEN,
        /// Unknown or another's: 404, the same for both.
        NOT_FOUND,
        /// Contradicts what stands: 409.
        CONFLICT,
        /// Too large: 413.
        TOO_LARGE,
        /// Understood, but wrong: 422.
        INVALID,
        /// Too often: 429.
        TOO_MANY,
        /// Not now: 503, come back.
        UNAVAILABLE
    }

    /// One thing that is wrong in the input.
    ///
    /// @param pointer JSON pointer (RFC 6901) into the body, or the name of a parameter
    /// @param code stable snake_case name of the fault
    /// @param message what is wrong and how to cure it
    public record Violation(String pointer, String code, String message) {}

    private final Kind kind;
    private final String code;
    private final transient List<Violation> errors;
    private final transient Map<String, Object> extra;

    /// @param code stable snake_case name, part of the API
    /// @param detail a sentence for people: what happened and the way on
    /// @param errors every violation, possibly none
    /// @param extra further members of the problem document; the values must be plain JSON data or records
    public Problem(Kind kind, String code, String detail, List<Violation> errors, Map<String, Object> extra) {
        super(detail, null, false, false);
        this.kind = kind;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.extra = new TreeMap<>(extra);
    }

    /// A problem without further members.
    public static Problem of(Kind kind, String code, String detail) {
        return new Problem(kind, code, detail, List.of(), Map.of());
    }

    /// Unknown, or another's: the same answer for both.
    public static Problem notFound() {
        return of(Kind.NOT_FOUND, "not_found", "There is nothing here that you may see.");
    }

    /// One violation at one place.
    public static Problem invalid(String code, String pointer, String message) {
        return invalid(List.of(new Violation(pointer, code, message)));
    }

    /// Several violations; all are told at once.
    public static Problem invalid(List<Violation> errors) {
        var first = errors.getFirst().message();
        var detail = errors.size() == 1 ? first : first + " (and " + (errors.size() - 1) + " more)";
        return new Problem(Kind.INVALID, "invalid", detail, errors, Map.of());
    }

    /// Contradicts what stands.
    public static Problem conflict(String code, String detail) {
        return of(Kind.CONFLICT, code, detail);
    }

    /// What sort of trouble.
    public Kind kind() {
        return kind;
    }

    /// Stable name.
    public String code() {
        return code;
    }

    /// A sentence for people.
    public String detail() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    /// Every violation found.
    public List<Violation> errors() {
        return errors;
    }

    /// Further members of the problem document.
    public Map<String, Object> extra() {
        return extra;
    }
}
