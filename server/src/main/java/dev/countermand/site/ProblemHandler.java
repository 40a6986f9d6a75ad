package dev.countermand.site;

import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// The one table from `Problem` to HTTP. Programs below `/v1` read RFC 9457, people read a page with a
/// way back.
@ControllerAdvice
class ProblemHandler {

    static final String MEDIA_TYPE = "application/problem+json";
    static final String BUG = "internal_error";
    static final String BUG_DETAIL = "Internal error";
    private static final String COME_BACK_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TroublePage page;

    ProblemHandler(TroublePage page) {
        this.page = page;
    }

    static int status(Problem.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case INVALID -> 422;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    static Trouble trouble(Problem problem) {
        var trouble = new Trouble(
                status(problem.kind()), problem.code(), problem.detail(), problem.errors(), problem.extra(), Map.of());
        return switch (problem.kind()) {
            case UNAUTHENTICATED -> trouble.with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"countermand\"");
            case TOO_MANY, UNAVAILABLE ->
                trouble.with(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(problem.extra().getOrDefault("retryAfter", COME_BACK_SECONDS)));
            case MALFORMED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID -> trouble;
        };
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<?> handle(Throwable failure, HttpServletRequest request) {
        if (isGone(failure)) {
            return null;
        }
        var known = SpringTrouble.of(failure);
        return answer(known == null ? bug(failure, request) : known, request);
    }

    /// The trouble in the form this reader understands.
    ResponseEntity<?> answer(Trouble trouble, HttpServletRequest request) {
        var response = ResponseEntity.status(trouble.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        trouble.headers().forEach(response::header);
        return isForPrograms(request)
                ? response.header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).body(Json.write(trouble.document()))
                : response.header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .body(page.render(trouble, request));
    }

    /// Logs what only we can mend; the caller gets a number by which we find it.
    static Trouble bug(Throwable failure, HttpServletRequest request) {
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        LOG.error("internal error {} at {} {}", id, request.getMethod(), path(request), failure);
        return new Trouble(500, BUG, BUG_DETAIL + " " + id, List.of(), Map.of("id", id), Map.of());
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/v1/") || path.equals("/v1") || path.startsWith("/actuator");
    }

    /// The path that was asked for, also when the container came here by its own error dispatch.
    static String path(HttpServletRequest request) {
        return request.getAttribute("jakarta.servlet.error.request_uri") instanceof String original
                ? original
                : request.getRequestURI();
    }

    /// The other side hung up: there is nobody to tell.
    private static boolean isGone(Throwable failure) {
        return failure instanceof IOException
                && failure.getClass().getSimpleName().matches("ClientAbortException|AsyncRequestNotUsableException");
    }
}
