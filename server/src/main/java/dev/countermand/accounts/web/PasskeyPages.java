package dev.countermand.accounts.web;

import dev.countermand.accounts.SignIn;
import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.people.Passkeys;
import dev.countermand.accounts.people.Person;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// Passkeys: what the page's script asks for, and the forms that it fills.
@Controller
class PasskeyPages {

    private static final int NAME_MAX = 100;
    private static final int CREDENTIAL_MAX = 20_000;

    private final Passkeys passkeys;
    private final SignIn door;
    private final Pages pages;

    PasskeyPages(Passkeys passkeys, SignIn door, Pages pages) {
        this.passkeys = passkeys;
        this.door = door;
        this.pages = pages;
    }

    @PostMapping("/desk/passkey/request")
    @ResponseBody
    ResponseEntity<Map<String, Object>> request(HttpServletRequest request) {
        return fresh(passkeys.request(address(request)));
    }

    @PostMapping("/desk/passkey/sign-in")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "/desk") String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        door.enter(passkeys.enter(bounded(credential), address(request)), request, response);
        return Redirects.to(DeskSignIn.target(to));
    }

    @PostMapping("/desk/account/passkeys/options")
    @ResponseBody
    ResponseEntity<Map<String, Object>> creation(HttpServletRequest request) {
        return fresh(passkeys.creation(current(request)));
    }

    @PostMapping("/desk/account/passkeys")
    ResponseEntity<String> add(
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        var plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        var called = plain.isEmpty() || plain.length() > NAME_MAX
                ? pages.words(request).say("accounts.passkey.unnamed")
                : plain;
        passkeys.add(current(request), bounded(credential), called);
        return Redirects.to("/desk/account?done=accounts.passkey_added");
    }

    @PostMapping("/desk/account/passkeys/{id}/remove")
    ResponseEntity<String> remove(@PathVariable String id, HttpServletRequest request) {
        passkeys.remove(current(request), id);
        return Redirects.to("/desk/account?done=accounts.passkey_removed");
    }

    private Person current(HttpServletRequest request) {
        return door.current(request).orElseThrow(Problem::notFound).person();
    }

    private static String bounded(String credential) {
        return credential.length() > CREDENTIAL_MAX ? "" : credential;
    }

    private static ResponseEntity<Map<String, Object>> fresh(Map<String, Object> options) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(options);
    }

    private static String address(HttpServletRequest request) {
        return Throttle.address(request.getRemoteAddr());
    }
}
