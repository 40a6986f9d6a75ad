package dev.countermand.accounts.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.SignIn;
import dev.countermand.accounts.Visitor;
import dev.countermand.accounts.people.Entrance;
import dev.countermand.accounts.people.Passkeys;
import dev.countermand.accounts.people.Sessions;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One's own account: what one may do, the password, and the browsers one is signed in at.
@Controller
class OwnPages {

    private static final String PAGE = "/desk/account";

    private final SignIn door;
    private final Entrance entrance;
    private final Sessions sessions;
    private final Passkeys passkeys;
    private final Sellers sellers;
    private final Pages pages;

    OwnPages(SignIn door, Entrance entrance, Sessions sessions, Passkeys passkeys, Sellers sellers, Pages pages) {
        this.door = door;
        this.entrance = entrance;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    ResponseEntity<String> show(HttpServletRequest request) {
        return page(HttpStatus.OK, Map.of(), request);
    }

    @PostMapping(PAGE + "/password")
    ResponseEntity<String> password(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        try {
            entrance.changePassword(current(request), old, password, pages.words(request));
            return Redirects.to(PAGE + "?done=accounts.password_changed");
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            return page(HttpStatus.UNPROCESSABLE_CONTENT, FormFaults.of(problem, pages.words(request), "old"), request);
        }
    }

    @PostMapping(PAGE + "/sessions/{session}/end")
    ResponseEntity<String> end(@PathVariable String session, HttpServletRequest request) {
        if (!sessions.end(current(request).person().id(), session)) {
            throw Problem.notFound();
        }
        return Redirects.to(PAGE + "?done=accounts.session_ended");
    }

    @PostMapping(PAGE + "/sessions/end")
    ResponseEntity<String> endOthers(HttpServletRequest request) {
        var open = current(request);
        sessions.endAll(open.person().id(), open.session().id());
        return Redirects.to(PAGE + "?done=accounts.session_ended");
    }

    /// Whoever came with a key has no account of his own.
    private Sessions.Open current(HttpServletRequest request) {
        return door.current(request).orElseThrow(Problem::notFound);
    }

    private ResponseEntity<String> page(HttpStatus status, Map<String, String> errors, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var page = pages.page(request, reader, "accounts.own.title", Map.of());
        var open = door.current(request);
        if (open.isEmpty()) {
            return pages.answer(status, "accounts/keyholder", page, Map.of());
        }
        var person = open.get().person();
        return pages.answer(
                status,
                "accounts/own",
                page,
                Map.of(
                        "person",
                        person,
                        "names",
                        sellers.names(person.sellers().stream()),
                        "sessions",
                        sessions.of(person.id()),
                        "passkeys",
                        passkeys.of(person),
                        "current",
                        open.get().session().name(),
                        "errors",
                        errors));
    }
}
