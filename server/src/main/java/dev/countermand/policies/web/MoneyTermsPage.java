package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Policies;
import dev.countermand.site.Look;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// How a seller gives money back, for everybody to read before and after ordering.
@Controller
class MoneyTermsPage {

    private final Policies policies;
    private final Sellers sellers;
    private final Pages pages;
    private final Clock clock;

    MoneyTermsPage(Policies policies, Sellers sellers, Pages pages, Clock clock) {
        this.policies = policies;
        this.sellers = sellers;
        this.pages = pages;
        this.clock = clock;
    }

    /// @param at when an order was placed, as it keeps the terms of then; now without it
    @GetMapping("/money/{seller}")
    ResponseEntity<String> page(
            @PathVariable String seller,
            @RequestParam(required = false) @Nullable String at,
            Visitor visitor,
            HttpServletRequest request) {
        var whose = known(seller, sellers);
        var placed = instant(at);
        var terms = policies.inForce(whose, placed == null ? clock.instant() : placed);
        var look = pages.look(whose);
        var page = pages.page(
                request, visitor.staff(), look, "policies.money.title", Map.of("seller", name(look, seller)));
        return pages.ok(
                "policies/money",
                page,
                Map.of(
                        "sentences",
                        MoneySentences.of(terms.cancellation(), page.texts()),
                        "version",
                        terms.version(),
                        "then",
                        placed == null ? "" : page.texts().date(placed),
                        "contact",
                        "/contact/" + whose));
    }

    /// A seller that there is. Fails with NOT_FOUND.
    static SellerId known(String seller, Sellers sellers) {
        if (!SellerId.isValid(seller) || !sellers.exists(new SellerId(seller))) {
            throw Problem.notFound();
        }
        return new SellerId(seller);
    }

    /// What customers call him.
    static String name(@Nullable Look look, String seller) {
        return look == null || look.name().isBlank() ? seller : look.name();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException foreign) {
            return null;
        }
    }
}
