package dev.countermand.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Where the container sends what failed outside the controllers: rejected requests, unknown addresses,
/// filters.
@Controller
class ErrorPages implements ErrorController {

    private final ProblemHandler problems;

    ErrorPages(ProblemHandler problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            var known = SpringTrouble.of(failure);
            return problems.answer(known == null ? ProblemHandler.bug(failure, request) : known, request);
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return problems.answer(SpringTrouble.of(status), request);
    }
}
