package dev.countermand.accounts.web;

import dev.countermand.accounts.SignIn;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's front door: e-mail and password for people, an API key for the first set-up and automation.
@Controller
class DeskSignIn {

    private static final String DESK = "/desk";
    private static final int FIELD_MAX = 300;

    // An address of the desk, in characters that need no thought: whoever made the link must not choose
    // the host.
    private static final Pattern AT_DESK = Pattern.compile("/desk(?:[/?][A-Za-z0-9/?&=%._~+-]*)?");

    private final SignIn door;
    private final Pages pages;

    DeskSignIn(SignIn door, Pages pages) {
        this.door = door;
        this.pages = pages;
    }

    @GetMapping("/desk/sign-in")
    ResponseEntity<String> form(
            Visitor visitor, @RequestParam(defaultValue = DESK) String to, HttpServletRequest request) {
        return visitor.staff() != null
                ? Redirects.to(target(to))
                : page(HttpStatus.OK, target(to), "", Map.of(), request);
    }

    @PostMapping(path = "/desk/sign-in", params = "key")
    ResponseEntity<String> enterByKey(
            @RequestParam String key,
            @RequestParam(defaultValue = DESK) String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        var words = pages.words(request);
        if (key.isBlank()) {
            var missing = Map.of("key", words.say("accounts.sign_in.missing"));
            return page(HttpStatus.UNPROCESSABLE_CONTENT, target(to), "", missing, request);
        }
        try {
            door.enter(key, request, response);
            return Redirects.to(target(to));
        } catch (Problem problem) {
            expectInvalid(problem);
            var unknown = Map.of("key", words.say("accounts.sign_in.unknown"));
            return page(HttpStatus.UNPROCESSABLE_CONTENT, target(to), "", unknown, request);
        }
    }

    @PostMapping("/desk/sign-in")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = DESK) String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        var words = pages.words(request);
        var errors = new LinkedHashMap<String, String>();
        if (email.isBlank() || email.length() > FIELD_MAX) {
            errors.put("email", words.say("accounts.sign_in.email.missing"));
        }
        if (password.isEmpty() || password.length() > FIELD_MAX) {
            errors.put("password", words.say("accounts.sign_in.password.missing"));
        }
        if (errors.isEmpty()) {
            try {
                door.enter(email, password, request, response);
                return Redirects.to(target(to));
            } catch (Problem problem) {
                expectInvalid(problem);
                var code = problem.errors().getFirst().code();
                errors.put("email", words.say("accounts.sign_in." + code));
            }
        }
        return page(HttpStatus.UNPROCESSABLE_CONTENT, target(to), email, errors, request);
    }

    @PostMapping("/desk/sign-out")
    ResponseEntity<String> leave(HttpServletRequest request, HttpServletResponse response) {
        door.leave(request, response);
        return Redirects.to("/desk/sign-in?done=accounts.signed_out");
    }

    private static void expectInvalid(Problem problem) {
        if (problem.kind() != Problem.Kind.INVALID) {
            throw problem;
        }
    }

    private ResponseEntity<String> page(
            HttpStatus status, String to, String email, Map<String, String> errors, HttpServletRequest request) {
        var page = pages.page(request, null, "accounts.sign_in.title", Map.of());
        return pages.answer(status, "accounts/signIn", page, Map.of("errors", errors, "to", to, "email", email));
    }

    static String target(String to) {
        return AT_DESK.matcher(to).matches() && !to.startsWith("/desk/sign-") ? to : DESK;
    }
}
