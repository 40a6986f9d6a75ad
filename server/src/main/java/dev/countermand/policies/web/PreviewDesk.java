package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Versions and drafts in the sentences that customers read, for the desk alone: the public page shows nothing before
/// its time.
@Controller
class PreviewDesk {

    private static final int VERSIONS = 1000;

    private final Policies policies;
    private final Drafts drafts;
    private final Sellers sellers;
    private final Pages pages;
    private final Clock clock;

    PreviewDesk(Policies policies, Drafts drafts, Sellers sellers, Pages pages, Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.sellers = sellers;
        this.pages = pages;
        this.clock = clock;
    }

    /// This very version, whether it is in force or not.
    @GetMapping("/desk/policies/{seller}/versions/{version}/customers")
    ResponseEntity<String> version(
            @PathVariable String seller, @PathVariable String version, HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var now = clock.instant();
        var inForce = policies.inForce(whose, now).version();
        var row = VersionRow.of(policies.allVersions(whose, VERSIONS), inForce, now).stream()
                .filter(one -> one.version().name().equals(version))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var page = page(whose, request);
        var standing = row.standing().isEmpty() ? "before" : row.standing();
        var note = page.say(
                "policies.preview." + standing,
                Map.of("version", version, "from", row.version().inForceFrom()));
        return show(page, row.version().terms(), back(whose) + "/versions/" + version, version, note);
    }

    /// The draft as it was saved last. Fails with CONFLICT while something in it is wrong.
    @GetMapping("/desk/policies/{seller}/draft/customers")
    ResponseEntity<String> draft(@PathVariable String seller, HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var draft = drafts.find(whose).orElseThrow(Problem::notFound);
        var page = page(whose, request);
        return switch (drafts.read(draft.source())) {
            case Reading.Sound sound ->
                show(
                        page,
                        sound.terms(),
                        back(whose) + "#draft",
                        page.say("policies.draft.title"),
                        page.say("policies.preview.draft", Map.of("revision", draft.revision())));
            case Reading.Faulty faulty ->
                throw Problem.conflict(
                        "draft_faulty", "Something in the draft is wrong; customers could not read it so.");
        };
    }

    private ResponseEntity<String> show(Page page, Terms terms, String back, String what, String note) {
        var model = new HashMap<String, Object>();
        model.put("back", back);
        model.put("what", what);
        model.put("note", note);
        model.put("topics", PolicySentences.of(terms, policies.law(terms), page.texts()));
        model.put("money", MoneySentences.of(terms.cancellation(), page.texts()));
        return pages.ok("policies/preview", page, model);
    }

    private Page page(SellerId whose, HttpServletRequest request) {
        return pages.page(request, PolicyDesk.actor(), "policies.page.title", Map.of("seller", sellers.name(whose)));
    }

    private static String back(SellerId whose) {
        return "/desk/policies/" + whose;
    }
}
