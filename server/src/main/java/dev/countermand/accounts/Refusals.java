package dev.countermand.accounts;

import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// What the security filters refuse is told by the same table as every other problem.
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final HandlerExceptionResolver problems;

    Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, RuntimeException failure) {
        problems.resolveException(request, response, null, failure);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (request.getRequestURI().startsWith("/desk")) {
            toSignIn(request, response);
            return;
        }
        answer(
                request,
                response,
                Problem.of(
                        Problem.Kind.UNAUTHENTICATED,
                        "unauthenticated",
                        "Send an API key: Authorization: Bearer <key>."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure) {
        answer(
                request,
                response,
                failure instanceof CsrfException
                        ? Problem.of(
                                Problem.Kind.FORBIDDEN,
                                "form_expired",
                                "This form was opened too long ago, or your browser keeps no cookies. Nothing was"
                                        + " changed: open the page again and send the form once more.")
                        : Problem.of(Problem.Kind.FORBIDDEN, "forbidden", "You may not do this."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException failure) {
        answer(request, response, failure);
    }

    private static void toSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String wanted = request.getMethod().equals("GET") ? request.getRequestURI() + query : "/desk";
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/desk/sign-in?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }
}
