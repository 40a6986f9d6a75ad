package dev.countermand.storefront.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Pages;
import dev.countermand.storefront.Profile.Font;
import dev.countermand.storefront.Storefronts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// How a seller meets his customers, set up at the desk.
@Controller
class SettingsPages {

    private final Storefronts storefronts;
    private final Sellers sellers;
    private final Pages pages;

    SettingsPages(Storefronts storefronts, Sellers sellers, Pages pages) {
        this.storefronts = storefronts;
        this.sellers = sellers;
        this.pages = pages;
    }

    /// Straight to the one seller, or a choice of several.
    @GetMapping("/desk/settings")
    ResponseEntity<String> choose(HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        actor.require(Right.MANAGE_SETTINGS);
        var mine = sellers.list("").stream()
                .filter(seller -> actor.sees(seller.id()))
                .toList();
        if (mine.size() == 1) {
            return goTo(mine.getFirst().id(), "");
        }
        var page = pages.page(request, actor, "storefront.settings.title", Map.of());
        return pages.ok("storefront/sellers", page, Map.of("sellers", mine));
    }

    @GetMapping("/desk/settings/{seller}")
    ResponseEntity<String> form(@PathVariable String seller, HttpServletRequest request) {
        var actor = actor(seller);
        var stated = Storefronts.stated(storefronts.profile(new SellerId(seller)));
        return form(HttpStatus.OK, new SellerId(seller), actor, ProfileForm.of(stated), List.of(), request);
    }

    @PostMapping("/desk/settings/{seller}")
    ResponseEntity<String> save(
            @PathVariable String seller, @RequestParam MultiValueMap<String, String> sent, HttpServletRequest request) {
        var actor = actor(seller);
        var whose = new SellerId(seller);
        var form = ProfileForm.of(sent);
        try {
            storefronts.put(whose, form.request(), actor);
            return goTo(whose, "?done=storefront.saved");
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            return form(HttpStatus.UNPROCESSABLE_CONTENT, whose, actor, form, problem.errors(), request);
        }
    }

    @PostMapping("/desk/settings/{seller}/logo")
    ResponseEntity<String> logo(
            @PathVariable String seller, @RequestParam("logo") MultipartFile logo, HttpServletRequest request)
            throws IOException {
        var actor = actor(seller);
        var whose = new SellerId(seller);
        try {
            storefronts.putLogo(whose, logo.getBytes(), actor);
            return goTo(whose, "?done=storefront.logo_saved");
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.TOO_LARGE) {
                throw problem;
            }
            var wrong = new Problem.Violation("logo", problem.code(), problem.detail());
            var stated = ProfileForm.of(Storefronts.stated(storefronts.profile(whose)));
            return form(HttpStatus.UNPROCESSABLE_CONTENT, whose, actor, stated, List.of(wrong), request);
        }
    }

    @PostMapping("/desk/settings/{seller}/logo/remove")
    ResponseEntity<String> removeLogo(@PathVariable String seller) {
        storefronts.removeLogo(new SellerId(seller), actor(seller));
        return goTo(new SellerId(seller), "?done=storefront.logo_removed");
    }

    private ResponseEntity<String> form(
            HttpStatus status,
            SellerId seller,
            Actor actor,
            ProfileForm form,
            List<Problem.Violation> wrong,
            HttpServletRequest request) {
        var look = storefronts.of(seller);
        var page = pages.page(request, actor, "storefront.settings.title", Map.of());
        var model = new HashMap<String, Object>();
        model.put("seller", seller);
        model.put("look", look);
        model.put("form", form);
        model.put("errors", ProfileForm.errors(wrong, page.texts()));
        model.put("fonts", Font.values());
        return pages.answer(status, "storefront/settings", page, model);
    }

    /// Who works here. Fails with NOT_FOUND for another's or an unknown seller, FORBIDDEN without the right.
    private Actor actor(String seller) {
        var actor = Visitor.current().atDesk();
        if (!actor.sees(storefronts.known(seller))) {
            throw Problem.notFound();
        }
        actor.require(Right.MANAGE_SETTINGS);
        return actor;
    }

    private static ResponseEntity<String> goTo(SellerId seller, String done) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/settings/" + seller + done))
                .build();
    }
}
