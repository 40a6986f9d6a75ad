package dev.countermand.connectors.fulfilment.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.connectors.fulfilment.Exchange;
import dev.countermand.connectors.fulfilment.Partners;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's page of a seller's partners: choice, secret, trial call, log.
@Controller
class PartnerPages {

    private final Partners partners;
    private final Sellers sellers;
    private final Pages pages;

    PartnerPages(Partners partners, Sellers sellers, Pages pages) {
        this.partners = partners;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping("/desk/partners")
    ResponseEntity<String> whose(HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.MANAGE_SETTINGS);
        var known = sellers.of(reader);
        if (known.size() == 1) {
            return to(known.getFirst().id().value(), "");
        }
        var page = pages.page(request, reader, "fulfilment.title", Map.of());
        return pages.ok("fulfilment/sellers", page, Map.of("sellers", known));
    }

    @GetMapping("/desk/partners/{seller}")
    ResponseEntity<String> show(
            HttpServletRequest request,
            @PathVariable String seller,
            @RequestParam(required = false) @Nullable String after) {
        var reader = Visitor.current().atDesk();
        return page(request, HttpStatus.OK, model(known(reader, seller), reader, after), seller);
    }

    @PostMapping("/desk/partners/{seller}")
    ResponseEntity<String> choose(
            HttpServletRequest request,
            @PathVariable String seller,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String statusUrl) {
        var reader = Visitor.current().atDesk();
        var whose = known(reader, seller);
        try {
            var chosen = partners.choose(whose, new Partners.Choice(kind, given(url), given(statusUrl)), reader);
            if (chosen.newSecret() == null) {
                return to(seller, "?done=fulfilment.saved");
            }
            var model = model(whose, reader, null);
            model.put("secret", chosen.newSecret());
            return page(request, HttpStatus.OK, model, seller);
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            var model = model(whose, reader, null);
            model.put("form", form(whose, reader).typed(kind, url, statusUrl));
            model.put("errors", errors(problem));
            return page(request, HttpStatus.UNPROCESSABLE_CONTENT, model, seller);
        }
    }

    @PostMapping("/desk/partners/{seller}/secret")
    ResponseEntity<String> rotate(HttpServletRequest request, @PathVariable String seller) {
        var reader = Visitor.current().atDesk();
        var whose = known(reader, seller);
        var secret = partners.rotate(whose, reader).newSecret();
        var model = model(whose, reader, null);
        model.put("secret", secret);
        return page(request, HttpStatus.OK, model, seller);
    }

    @PostMapping("/desk/partners/{seller}/test")
    ResponseEntity<String> test(HttpServletRequest request, @PathVariable String seller) {
        var reader = Visitor.current().atDesk();
        var whose = known(reader, seller);
        Exchange trial = partners.test(whose, reader);
        var model = model(whose, reader, null);
        model.put("trial", trial);
        return page(request, HttpStatus.OK, model, seller);
    }

    private SellerId known(Actor reader, String seller) {
        var whose = reader.seller(seller);
        if (!sellers.exists(whose)) {
            throw Problem.notFound();
        }
        return whose;
    }

    private Map<String, Object> model(SellerId seller, Actor reader, @Nullable String after) {
        var log = partners.log(seller, after, reader);
        var model = new HashMap<String, Object>();
        model.put("seller", seller.value());
        model.put("form", form(seller, reader));
        model.put("kinds", partners.kinds());
        model.put("log", log.lines());
        model.put("next", log.next());
        model.put("first", after == null);
        model.put("errors", Map.of());
        return model;
    }

    private PartnerForm form(SellerId seller, Actor reader) {
        var partner = partners.find(seller, reader).orElse(null);
        return PartnerForm.of(partner, partner == null ? "" : partners.callback(partner));
    }

    private ResponseEntity<String> page(
            HttpServletRequest request, HttpStatus status, Map<String, Object> model, String seller) {
        var reader = Visitor.current().atDesk();
        var page = pages.page(request, reader, "fulfilment.of", Map.of("seller", sellers.name(new SellerId(seller))));
        return pages.answer(status, "fulfilment/partners", page, model);
    }

    private static Map<String, String> errors(Problem problem) {
        var errors = new LinkedHashMap<String, String>();
        problem.errors()
                .forEach(error ->
                        errors.put(error.pointer().substring(error.pointer().lastIndexOf('/') + 1), error.message()));
        return errors;
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static ResponseEntity<String> to(String seller, String query) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/partners/" + seller + query))
                .build();
    }
}
