package dev.countermand.connectors.stripe.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.connectors.stripe.StripeAccounts;
import dev.countermand.connectors.stripe.StripeTrial;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's page of a seller's account at Stripe. What was typed as a secret is never shown, not even when
/// it was wrong.
@Controller
@RequestMapping("/desk/partners/{seller}/stripe")
class StripePages {

    private final StripeAccounts accounts;
    private final StripeTrial trial;
    private final Sellers sellers;
    private final Pages pages;

    StripePages(StripeAccounts accounts, StripeTrial trial, Sellers sellers, Pages pages) {
        this.accounts = accounts;
        this.trial = trial;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> show(HttpServletRequest request, @PathVariable String seller) {
        var reader = Visitor.current().atDesk();
        return page(request, HttpStatus.OK, reader, model(known(reader, seller), reader));
    }

    @PostMapping
    ResponseEntity<String> set(
            HttpServletRequest request,
            @PathVariable String seller,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String webhookSecret) {
        var reader = Visitor.current().atDesk();
        var whose = known(reader, seller);
        try {
            accounts.set(whose, given(key), given(webhookSecret), reader);
            return to(seller, "?done=stripe.saved");
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            var model = model(whose, reader);
            model.put("errors", errors(problem));
            return page(request, HttpStatus.UNPROCESSABLE_CONTENT, reader, model);
        }
    }

    @PostMapping("/trial")
    ResponseEntity<String> trial(HttpServletRequest request, @PathVariable String seller) {
        var reader = Visitor.current().atDesk();
        var whose = known(reader, seller);
        var model = model(whose, reader);
        model.put("checks", trial.run(whose, reader));
        return page(request, HttpStatus.OK, reader, model);
    }

    @PostMapping("/forget")
    ResponseEntity<String> forget(@PathVariable String seller) {
        var reader = Visitor.current().atDesk();
        accounts.forget(known(reader, seller), reader);
        return to(seller, "?done=stripe.forgotten");
    }

    private SellerId known(Actor reader, String seller) {
        var whose = reader.seller(seller);
        if (!sellers.exists(whose)) {
            throw Problem.notFound();
        }
        return whose;
    }

    private Map<String, Object> model(SellerId seller, Actor reader) {
        var model = new HashMap<String, Object>();
        model.put("seller", seller.value());
        model.put("account", accounts.find(seller, reader).orElse(null));
        model.put("address", accounts.hookAddress(seller));
        model.put("events", StripeAccounts.EVENTS);
        model.put("errors", Map.of());
        return model;
    }

    private ResponseEntity<String> page(
            HttpServletRequest request, HttpStatus status, Actor reader, Map<String, Object> model) {
        var page = pages.page(request, reader, "stripe.title", Map.of("seller", model.get("seller")));
        return pages.answer(status, "stripe/account", page, model);
    }

    private static Map<String, String> errors(Problem problem) {
        var errors = new LinkedHashMap<String, String>();
        problem.errors().forEach(error -> errors.put(error.pointer().substring(1), error.message()));
        return errors;
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static ResponseEntity<String> to(String seller, String query) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/partners/" + seller + "/stripe" + query))
                .build();
    }
}
