package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Plans;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Policies.Version;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The versions of a seller's terms at the desk, one by one: read, and taken back before they begin.
@Controller
class VersionDesk {

    private static final int VERSIONS = 1000;

    private final Policies policies;
    private final Drafts drafts;
    private final Plans plans;
    private final Sellers sellers;
    private final Pages pages;
    private final Clock clock;

    VersionDesk(Policies policies, Drafts drafts, Plans plans, Sellers sellers, Pages pages, Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.plans = plans;
        this.sellers = sellers;
        this.pages = pages;
        this.clock = clock;
    }

    /// One version as it was written, and what it changed.
    @GetMapping("/desk/policies/{seller}/versions/{version}")
    ResponseEntity<String> version(
            @PathVariable String seller, @PathVariable String version, HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var now = clock.instant();
        var all = policies.allVersions(whose, VERSIONS);
        var row = VersionRow.of(all, policies.inForce(whose, now).version(), now).stream()
                .filter(one -> one.version().name().equals(version))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var before = instead(row.version(), all);
        var source = row.version().document();
        var page = pages.page(request, PolicyDesk.actor(), "policies.desk.version", Map.of("version", version));
        var model = new HashMap<String, Object>();
        model.put("seller", whose);
        model.put("row", row);
        model.put("source", source);
        model.put(
                "diff",
                TextDiff.of(
                        before.map(Version::document).orElseGet(() -> PolicyDocument.write(policies.builtIn())),
                        source));
        model.put("instead", before.map(Version::name).orElse(policies.builtIn().version()));
        model.put("writing", drafts.find(whose).isPresent());
        model.put("twoPeople", drafts.needsTwoPeople(whose));
        model.put("reader", PolicyDesk.actor());
        return pages.ok("policies/version", page, model);
    }

    /// What would hold from the beginning of this version on without it; empty for the built-in terms.
    private static Optional<Version> instead(Version version, List<Version> all) {
        return all.stream()
                .skip(all.indexOf(version) + 1L)
                .filter(one -> !one.course().isWithdrawn())
                .findFirst();
    }

    /// Takes back what has not begun, or proposes it where two people are wanted.
    @PostMapping("/desk/policies/{seller}/versions/{version}/withdraw")
    ResponseEntity<String> withdraw(@PathVariable String seller, @PathVariable String version) {
        var whose = PolicyDesk.whose(seller, sellers);
        var done = plans.withdraw(whose, version, PolicyDesk.actor()).name().toLowerCase(Locale.ROOT);
        return goTo(whose, version, "?done=policies." + done);
    }

    @PostMapping("/desk/policies/{seller}/versions/{version}/keep")
    ResponseEntity<String> keep(@PathVariable String seller, @PathVariable String version) {
        var whose = PolicyDesk.whose(seller, sellers);
        plans.keep(whose, version, PolicyDesk.actor());
        return goTo(whose, version, "?done=policies.kept");
    }

    private static ResponseEntity<String> goTo(SellerId seller, String version, String more) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/policies/" + seller + "/versions/" + version + more))
                .build();
    }
}
