package dev.countermand.site;

import dev.countermand.kernel.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;

/// What Spring, the container and the database throw, in the words of [Trouble]; null for what is
/// nobody's but ours: a bug.
final class SpringTrouble {

    private static final String BAD_ADDRESS = "This address, method, header or parameter cannot be used here."
            + " Percent-encode what is not a letter, a digit or one of - . _ ~ in an order number.";
    private static final String BAD_PARAMETER = "A parameter cannot be read: write it as UTF-8 and percent-encode it.";
    private static final String COME_BACK_SECONDS = "5";
    private static final String BUSY_SECONDS = "1";

    private SpringTrouble() {}

    static @Nullable Trouble of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> ProblemHandler.trouble(problem);
            case JacksonException json -> ProblemHandler.trouble(Json.problem(json));
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentTypeMismatchException wrong ->
                parameter(wrong.getName(), "wrong_type", "The value of \"" + wrong.getName() + "\" cannot be read.");
            case TypeMismatchException wrong ->
                parameter(String.valueOf(wrong.getPropertyName()), "wrong_type", "This value cannot be read.");
            case MissingServletRequestParameterException missing ->
                parameter(
                        missing.getParameterName(),
                        "missing_parameter",
                        "The parameter \"" + missing.getParameterName() + "\" is missing.");
            case MissingRequestValueException missing ->
                parameter("", "missing_value", "A part of this request is missing.");
            case MaxUploadSizeExceededException large -> of(413);
            case MultipartException other -> new Trouble(415, "not_multipart", "Send the file as multipart/form-data.");
            case HttpRequestMethodNotSupportedException method -> method(method);
            case HttpMediaTypeNotSupportedException type -> type(type);
            case HttpMediaTypeNotAcceptableException type ->
                new Trouble(
                        406, "not_acceptable", "None of the media types in the Accept header can be sent from here.");
            case InvalidParameterException parameter -> new Trouble(400, "malformed", BAD_PARAMETER);
            case RequestRejectedException rejected -> new Trouble(400, "bad_address", BAD_ADDRESS);
            case PessimisticLockingFailureException busy -> busy();
            case QueryTimeoutException busy -> busy();
            case DataAccessResourceFailureException down -> down();
            case CannotCreateTransactionException down -> down();
            case ErrorResponse other -> of(other.getStatusCode().value());
            default -> isDown(failure) ? down() : null;
        };
    }

    /// What to say when nothing but a status is known.
    static Trouble of(int status) {
        return switch (status) {
            case 400 -> new Trouble(400, "malformed", "The request cannot be read as HTTP.");
            case 401 ->
                ProblemHandler.trouble(Problem.of(
                        Problem.Kind.UNAUTHENTICATED,
                        "unauthenticated",
                        "Send Authorization: Bearer and a valid key."));
            case 403 -> new Trouble(403, "forbidden", "You may not do this.");
            case 404 -> new Trouble(404, "not_found", "There is nothing at this address that you may see.");
            case 405 -> new Trouble(405, "method_not_allowed", "This address does not know that method.");
            case 406 -> new Trouble(406, "not_acceptable", "What was asked for cannot be sent from here.");
            case 413 -> new Trouble(413, "too_large", "This is more than is taken here in one request.");
            case 414 -> new Trouble(414, "address_too_long", "The address is too long.");
            case 415 -> new Trouble(415, "unsupported_media_type", "This media type is not read here.");
            case 431 -> new Trouble(431, "headers_too_large", "The headers are more than is read here.");
            case 501 -> new Trouble(501, "not_implemented", "This method is not known here.");
            case 503 -> down();
            default ->
                status < 500
                        ? new Trouble(status, "bad_request", "The request cannot be answered.")
                        : new Trouble(status, ProblemHandler.BUG, ProblemHandler.BUG_DETAIL);
        };
    }

    private static Trouble unreadable(HttpMessageNotReadableException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem || cause instanceof JacksonException) {
                var known = of(cause);
                return known == null ? of(400) : known;
            }
        }
        return new Trouble(400, "malformed", "The body is missing or cannot be read.");
    }

    private static Trouble parameter(String name, String code, String message) {
        return ProblemHandler.trouble(Problem.invalid(code, name, message));
    }

    private static Trouble method(HttpRequestMethodNotSupportedException failure) {
        var supported = failure.getSupportedMethods();
        String allowed = supported == null ? "" : String.join(", ", supported);
        return new Trouble(
                        405,
                        "method_not_allowed",
                        "This address does not know " + failure.getMethod() + "; it knows " + allowed + ".")
                .with(HttpHeaders.ALLOW, allowed);
    }

    private static Trouble type(HttpMediaTypeNotSupportedException failure) {
        String readable = failure.getSupportedMediaTypes().stream()
                .map(Object::toString)
                .distinct()
                .reduce((left, right) -> left + ", " + right)
                .orElse("none");
        return new Trouble(
                415, "unsupported_media_type", "This media type is not read here; readable are: " + readable + ".");
    }

    private static Trouble busy() {
        return new Trouble(
                        503,
                        "busy",
                        "Others are working on this very thing. Nothing was changed; repeat the request.",
                        List.of(),
                        Map.of(),
                        Map.of())
                .with(HttpHeaders.RETRY_AFTER, BUSY_SECONDS);
    }

    private static Trouble down() {
        return new Trouble(
                        503,
                        "unavailable",
                        "The database cannot be reached at the moment. Repeat the request, best with an"
                                + " Idempotency-Key, so that it cannot be done twice.")
                .with(HttpHeaders.RETRY_AFTER, COME_BACK_SECONDS);
    }

    /// A connection that broke in the middle comes in many wrappings; the SQL state tells.
    private static boolean isDown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                // The database always names a state. Without one it is the pool speaking, of a connection
                // that it has closed because it broke: "Connection is closed".
                return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
            }
        }
        return false;
    }
}
