package dev.countermand.policies.web;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Plans;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Policies.Version;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// A seller's policy for everybody to read: the sentences are made from the document that decides.
@Controller
public class PolicyPage {

    private static final int EARLIER_MAX = 100;

    /// A version that was in force before.
    public record Earlier(String version, String since, String href) {}

    private final Policies policies;
    private final Sellers sellers;
    private final Pages pages;
    private final OrderLinks links;
    private final Clock clock;

    PolicyPage(Policies policies, Sellers sellers, Pages pages, OrderLinks links, Clock clock) {
        this.policies = policies;
        this.sellers = sellers;
        this.pages = pages;
        this.links = links;
        this.clock = clock;
    }

    /// @param at when an order was placed, as it keeps the terms of then; now without it
    @GetMapping("/policy/{seller}")
    ResponseEntity<String> page(
            @PathVariable String seller,
            @RequestParam(required = false) @Nullable String at,
            Visitor visitor,
            HttpServletRequest request) {
        var whose = MoneyTermsPage.known(seller, sellers);
        var now = clock.instant();
        var begun = policies.versions(whose, EARLIER_MAX).stream()
                .filter(each -> !each.inForceFrom().isAfter(now))
                .toList();
        var placed = instant(at, now);
        var shown = begun.stream()
                .filter(each -> !each.inForceFrom().isAfter(placed))
                .findFirst();
        var terms = shown.map(Version::terms).orElseGet(policies::builtIn);
        var newest = begun.isEmpty() ? policies.builtIn() : begun.getFirst().terms();
        var look = pages.look(whose);
        var page = pages.page(
                request,
                visitor.staff(),
                look,
                "policies.page.title",
                Map.of("seller", MoneyTermsPage.name(look, seller)));
        var texts = page.texts();
        var model = new HashMap<String, Object>();
        var topics = PolicySentences.of(terms, policies.law(terms), texts);
        model.put("topics", topics);
        model.put("address", address(whose));
        model.put(
                "markup",
                PolicyMarkup.block(PolicyMarkup.of(
                        terms,
                        policies.law(terms),
                        placed,
                        MoneyTermsPage.name(look, seller),
                        address(whose),
                        topics)));
        model.put("money", MoneySentences.of(terms.cancellation(), texts));
        model.put("version", terms.version());
        model.put("since", shown.map(one -> texts.dateTime(one.inForceFrom())).orElse(""));
        model.put("past", !terms.version().equals(newest.version()));
        model.put("earlier", earlier(begun, shown, whose, texts));
        model.put("before", begun.isEmpty() || shown.isEmpty() ? "" : "/policy/" + whose + "?at=" + Instant.EPOCH);
        model.put("contact", "/contact/" + whose);
        return pages.ok("policies/page", page, model);
    }

    /// What is in force now, for programs that read schema.org.
    @GetMapping(path = "/policy/{seller}/policy.jsonld", produces = "application/ld+json")
    ResponseEntity<String> markup(@PathVariable String seller, Visitor visitor, HttpServletRequest request) {
        var whose = MoneyTermsPage.known(seller, sellers);
        var now = clock.instant();
        var terms = policies.inForce(whose, now);
        var look = pages.look(whose);
        var name = MoneyTermsPage.name(look, seller);
        var page = pages.page(request, visitor.staff(), look, "policies.page.title", Map.of("seller", name));
        var topics = PolicySentences.of(terms, policies.law(terms), page.texts());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/ld+json"))
                .body(PolicyMarkup.block(
                        PolicyMarkup.of(terms, policies.law(terms), now, name, address(whose), topics)));
    }

    private String address(SellerId seller) {
        return links.page("/policy/" + seller).toString();
    }

    /// Only the past: what is planned for later is not published before its time.
    private static Instant instant(@Nullable String text, Instant now) {
        try {
            var at = text == null ? now : Instant.parse(text);
            return at.isAfter(now) ? now : at;
        } catch (DateTimeException foreign) {
            return now;
        }
    }

    /// What had begun before the one that is shown, without what another one for the same instant replaced.
    private static List<Earlier> earlier(List<Version> begun, Optional<Version> shown, SellerId seller, Texts texts) {
        return begun.stream()
                .filter(each -> shown.map(Version::inForceFrom)
                        .filter(each.inForceFrom()::isBefore)
                        .isPresent())
                .filter(each -> Plans.successor(each, begun).isEmpty())
                .map(each -> new Earlier(
                        each.name(),
                        texts.dateTime(each.inForceFrom()),
                        "/policy/" + seller + "?at=" + each.inForceFrom()))
                .toList();
    }
}
