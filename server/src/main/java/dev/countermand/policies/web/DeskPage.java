package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Plans;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Policies.Version;
import dev.countermand.policies.document.Fault;
import dev.countermand.policies.document.FormField;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.policies.document.Templates;
import dev.countermand.policies.simulation.Simulations;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// The page of a seller's terms at the desk, also for forms that have to be looked at again.
@Component
class DeskPage {

    private static final int VERSIONS = 50;

    /// What stands in the form of the draft.
    ///
    /// @param draft with the text that was typed; null for none
    /// @param entered fields that differ from what is saved
    record Typed(Drafts.@Nullable Draft draft, Map<FormField, String> entered) {}

    private final Policies policies;
    private final Drafts drafts;
    private final Plans plans;
    private final Simulations simulations;
    private final Sellers sellers;
    private final Pages pages;
    private final Clock clock;

    DeskPage(
            Policies policies,
            Drafts drafts,
            Plans plans,
            Simulations simulations,
            Sellers sellers,
            Pages pages,
            Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.plans = plans;
        this.simulations = simulations;
        this.sellers = sellers;
        this.pages = pages;
        this.clock = clock;
    }

    /// The page with what went wrong; what is no fault of the form fails on.
    ResponseEntity<String> again(Problem problem, SellerId whose, Typed typed, HttpServletRequest request) {
        var status = switch (problem.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            default -> throw problem;
        };
        return show(status, whose, typed, Map.of("draft", problem.detail()), request);
    }

    /// @param errors by the field that leads to them
    ResponseEntity<String> show(
            HttpStatus status, SellerId whose, Typed typed, Map<String, String> errors, HttpServletRequest request) {
        var page = pages.page(request, PolicyDesk.actor(), "policies.desk.title", Map.of());
        var now = clock.instant();
        var inForce = policies.inForce(whose, now);
        var all = policies.allVersions(whose, VERSIONS);
        var model = new HashMap<String, Object>();
        model.put("seller", whose);
        model.put("name", sellers.name(whose));
        model.put("topics", PolicySentences.of(inForce, policies.law(inForce), page.texts()));
        model.put("inForce", inForce.version());
        model.put("versions", policies.versions(whose, VERSIONS));
        model.put("rows", VersionRow.of(all, inForce.version(), now));
        model.put("planned", plans.of(whose));
        model.put("errors", errors);
        model.put("templates", Templates.NAMES);
        model.put("twoPeople", drafts.needsTwoPeople(whose));
        model.put("reader", PolicyDesk.actor());
        draft(whose, typed, page, now, model);
        simulations(whose, page, now, model);
        return pages.answer(status, "policies/desk", page, model);
    }

    private void draft(SellerId whose, Typed typed, Page page, Instant now, Map<String, Object> model) {
        var draft = typed.draft();
        var reading = draft == null ? null : drafts.read(draft.source());
        var faults = reading instanceof Reading.Faulty faulty ? faulty.faults() : List.<Fault>of();
        model.put("draft", draft);
        model.put("faults", faults);
        model.put(
                "findings",
                draft != null && reading instanceof Reading.Sound sound
                        ? DraftFindings.of(sound, draft.source(), policies.law(sound.terms()), page.texts())
                        : DraftFindings.NONE);
        model.put("diff", draft == null ? new TextDiff(List.of()) : TextDiff.of(document(whose), draft.source()));
        model.put("overtaken", draft == null ? null : overtaken(whose, draft, now));
        model.put("fields", draft == null ? List.of() : PolicyFields.of(draft.source(), typed.entered(), faults));
        model.put("undo", draft != null && drafts.canUndo(whose, draft.revision()));
    }

    /// What came into force since the draft was begun; null when nothing did.
    private @Nullable Overtaken overtaken(SellerId whose, Drafts.Draft draft, Instant now) {
        var current = policies.current(whose, now);
        var under = draft.begunUnder();
        if (under == null || current.isEmpty() || current.get().name().equals(under)) {
            return null;
        }
        var before = policies.allVersions(whose, 1000).stream()
                .filter(version -> version.name().equals(under))
                .findFirst()
                .map(Version::document)
                .orElseGet(this::builtIn);
        return new Overtaken(
                under, current.get(), TextDiff.of(before, current.get().document()));
    }

    private void simulations(SellerId whose, Page page, Instant now, Map<String, Object> model) {
        var usual = Simulations.lastQuarter(now, page.texts().zone());
        model.put("from", day(usual.from(), page));
        model.put("to", day(usual.to().minusMillis(1), page));
        model.put("jobs", simulations.latest(whose, PolicyDesk.actor()));
    }

    private static String day(Instant at, Page page) {
        return at.atZone(page.texts().zone()).toLocalDate().toString();
    }

    /// The document that is in force; of terms that came by form, what they would be as a document.
    String document(SellerId whose) {
        return policies.current(whose, clock.instant()).map(Version::document).orElseGet(this::builtIn);
    }

    private String builtIn() {
        return PolicyDocument.write(policies.builtIn());
    }
}
