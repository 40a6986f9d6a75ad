package dev.countermand.accounts.web;

import dev.countermand.accounts.SignIn;
import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.people.Entrance;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where links lead that let somebody in: the set-up, an invitation, a new password; and where those ask
/// who forgot theirs.
@Controller
class WelcomePages {

    private final Entrance entrance;
    private final SignIn door;
    private final Pages pages;

    WelcomePages(Entrance entrance, SignIn door, Pages pages) {
        this.entrance = entrance;
        this.door = door;
        this.pages = pages;
    }

    @GetMapping("/desk/welcome")
    ResponseEntity<String> welcome(@RequestParam(defaultValue = "") String t, HttpServletRequest request) {
        var welcome = entrance.welcome(t, address(request));
        return welcome.isEmpty() ? dead(request) : form(HttpStatus.OK, welcome.get(), t, "", "", Map.of(), request);
    }

    @PostMapping("/desk/welcome")
    ResponseEntity<String> accept(
            @RequestParam(defaultValue = "") String t,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        var welcome = entrance.welcome(t, address(request));
        if (welcome.isEmpty()) {
            return dead(request);
        }
        try {
            var words = pages.words(request);
            var person = entrance.accept(t, email, name, password, words, address(request));
            door.enter(person, request, response);
            return Redirects.to("/desk?done=accounts.welcome");
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.NOT_FOUND) {
                return dead(request);
            }
            if (problem.kind() == Problem.Kind.TOO_MANY) {
                throw problem;
            }
            var errors = FormFaults.of(problem, pages.words(request), "email");
            return form(HttpStatus.UNPROCESSABLE_CONTENT, welcome.get(), t, email, name, errors, request);
        }
    }

    @GetMapping("/desk/forgotten")
    ResponseEntity<String> forgotten(HttpServletRequest request) {
        return forgotten(HttpStatus.OK, "", false, Map.of(), request);
    }

    /// Says the same for every address.
    @PostMapping("/desk/forgotten")
    ResponseEntity<String> forgot(@RequestParam(defaultValue = "") String email, HttpServletRequest request) {
        if (email.isBlank() || email.length() > 254) {
            var missing = Map.of("email", pages.words(request).say("accounts.sign_in.email.missing"));
            return forgotten(HttpStatus.UNPROCESSABLE_CONTENT, "", false, missing, request);
        }
        entrance.forgot(email, address(request));
        return forgotten(HttpStatus.OK, email.strip(), true, Map.of(), request);
    }

    private ResponseEntity<String> forgotten(
            HttpStatus status, String email, boolean sent, Map<String, String> errors, HttpServletRequest request) {
        var page = pages.page(request, null, "accounts.forgotten.title", Map.of());
        return pages.answer(status, "accounts/forgotten", page, Map.of("email", email, "sent", sent, "errors", errors));
    }

    private ResponseEntity<String> form(
            HttpStatus status,
            Entrance.Welcome welcome,
            String token,
            String email,
            String name,
            Map<String, String> errors,
            HttpServletRequest request) {
        var person = welcome.person();
        var model = new HashMap<String, Object>();
        model.put("purpose", welcome.purpose());
        model.put("token", token);
        model.put("errors", errors);
        model.put("email", person == null ? email : person.email());
        model.put("name", person == null ? name : person.name());
        var page = pages.page(request, null, "accounts.welcome.title." + welcome.purpose(), Map.of());
        return pages.answer(status, "accounts/welcome", page, model);
    }

    private ResponseEntity<String> dead(HttpServletRequest request) {
        var page = pages.page(request, null, "accounts.welcome.dead.title", Map.of());
        return pages.answer(HttpStatus.NOT_FOUND, "accounts/dead", page, Map.of());
    }

    private static String address(HttpServletRequest request) {
        return Throttle.address(request.getRemoteAddr());
    }
}
