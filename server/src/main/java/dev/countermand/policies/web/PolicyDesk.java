package dev.countermand.policies.web;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Policies.Version;
import dev.countermand.policies.document.Templates;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A seller's terms at the desk: read what is in force, write a document, see what it changes, put it into force.
@Controller
class PolicyDesk {

    private static final int VERSIONS_MAX = 1000;

    private final Policies policies;
    private final Drafts drafts;
    private final DeskPage desk;
    private final Sellers sellers;
    private final Pages pages;
    private final OrderLinks links;

    PolicyDesk(Policies policies, Drafts drafts, DeskPage desk, Sellers sellers, Pages pages, OrderLinks links) {
        this.links = links;
        this.desk = desk;
        this.policies = policies;
        this.drafts = drafts;
        this.sellers = sellers;
        this.pages = pages;
    }

    /// Straight to the one seller, or a choice of several.
    @GetMapping("/desk/policies")
    ResponseEntity<String> choose(HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        actor.require(Right.MANAGE_SETTINGS);
        var mine = sellers.of(actor);
        if (mine.size() == 1) {
            return goTo(mine.getFirst().id(), "");
        }
        return pages.ok(
                "policies/sellers",
                pages.page(request, actor, "policies.desk.title", Map.of()),
                Map.of("sellers", mine, "waiting", drafts.waiting(actor)));
    }

    @GetMapping("/desk/policies/{seller}")
    ResponseEntity<String> desk(@PathVariable String seller, HttpServletRequest request) {
        var whose = whose(seller, sellers);
        return desk.show(
                HttpStatus.OK, whose, new DeskPage.Typed(drafts.find(whose).orElse(null), Map.of()), Map.of(), request);
    }

    /// Begins a draft.
    ///
    /// @param from a template, a version, or empty for what is in force
    @PostMapping("/desk/policies/{seller}/begin")
    ResponseEntity<String> begin(@PathVariable String seller, @RequestParam String from, HttpServletRequest request) {
        var whose = whose(seller, sellers);
        try {
            drafts.save(whose, 0, beginning(whose, from), actor());
            return goTo(whose, "#draft");
        } catch (Problem problem) {
            return again(problem, whose, drafts.find(whose).orElse(null), request);
        }
    }

    private String beginning(SellerId whose, String from) {
        if (from.isEmpty()) {
            return desk.document(whose);
        }
        if (Templates.NAMES.contains(from)) {
            return Templates.text(from, links.page("/policy.schema.json").toString());
        }
        return policies.allVersions(whose, VERSIONS_MAX).stream()
                .filter(version -> version.name().equals(from))
                .findFirst()
                .map(Version::document)
                .orElseThrow(Problem::notFound);
    }

    @PostMapping("/desk/policies/{seller}/discard")
    ResponseEntity<String> discard(@PathVariable String seller, @RequestParam int revision) {
        var whose = whose(seller, sellers);
        drafts.discard(whose, revision, actor());
        return goTo(whose, "?done=policies.discarded");
    }

    /// @param from a date and time in the desk's zone, as the form has it; empty for at once
    @PostMapping("/desk/policies/{seller}/release")
    ResponseEntity<String> release(
            @PathVariable String seller,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String from,
            HttpServletRequest request) {
        var whose = whose(seller, sellers);
        try {
            var begins = from.isBlank()
                    ? null
                    : instant(
                            from,
                            page(request, "policies.desk.title", Map.of())
                                    .texts()
                                    .zone());
            var released = drafts.release(whose, revision, begins, actor());
            return goTo(
                    whose,
                    "?done=policies."
                            + switch (released) {
                                case IN_FORCE -> "in_force";
                                case UNCHANGED -> "unchanged";
                                case PROPOSED -> "proposed";
                            });
        } catch (Problem problem) {
            return again(problem, whose, drafts.find(whose).orElse(null), request);
        }
    }

    @PostMapping("/desk/policies/{seller}/two-people")
    ResponseEntity<String> twoPeople(@PathVariable String seller, @RequestParam boolean wanted) {
        var whose = whose(seller, sellers);
        drafts.needTwoPeople(whose, wanted, actor());
        return goTo(whose, "?done=policies.saved");
    }

    private static Instant instant(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException foreign) {
            throw Problem.invalid("invalid_instant", "from", "Give a date and a time, such as 2027-01-31T08:00.");
        }
    }

    private ResponseEntity<String> again(
            Problem problem, SellerId whose, Drafts.@Nullable Draft draft, HttpServletRequest request) {
        return desk.again(problem, whose, new DeskPage.Typed(draft, Map.of()), request);
    }

    private Page page(HttpServletRequest request, String title, Map<String, ?> values) {
        return pages.page(request, actor(), title, values);
    }

    static Actor actor() {
        var actor = Visitor.current().atDesk();
        actor.require(Right.MANAGE_SETTINGS);
        return actor;
    }

    /// Fails with NOT_FOUND for another's or an unknown seller, FORBIDDEN without the right.
    static SellerId whose(String seller, Sellers sellers) {
        var actor = Visitor.current().atDesk();
        if (!SellerId.isValid(seller)) {
            throw Problem.notFound();
        }
        var whose = new SellerId(seller);
        if (!actor.sees(whose) || !sellers.exists(whose)) {
            throw Problem.notFound();
        }
        actor.require(Right.MANAGE_SETTINGS);
        return whose;
    }

    private static ResponseEntity<String> goTo(SellerId seller, String more) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/policies/" + seller + more))
                .build();
    }
}
