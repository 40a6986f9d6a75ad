package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.policies.Policies;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The versions of a seller's terms at the desk, one by one.
@Controller
class VersionDesk {

    private static final int VERSIONS = 1000;

    private final Policies policies;
    private final Sellers sellers;
    private final Pages pages;

    VersionDesk(Policies policies, Sellers sellers, Pages pages) {
        this.policies = policies;
        this.sellers = sellers;
        this.pages = pages;
    }

    /// One version as it was written, and what it changed.
    @GetMapping("/desk/policies/{seller}/versions/{version}")
    ResponseEntity<String> version(
            @PathVariable String seller, @PathVariable String version, HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var all = policies.versions(whose, VERSIONS);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).terms().version().equals(version)) {
                var before = i + 1 < all.size() ? all.get(i + 1).document() : PolicyDocument.write(policies.builtIn());
                var page = pages.page(request, PolicyDesk.actor(), "policies.desk.version", Map.of("version", version));
                var model = new HashMap<String, Object>();
                model.put("seller", whose);
                model.put("version", all.get(i));
                model.put("source", all.get(i).document());
                model.put("diff", TextDiff.of(before, all.get(i).document()));
                return pages.ok("policies/version", page, model);
            }
        }
        throw Problem.notFound();
    }
}
