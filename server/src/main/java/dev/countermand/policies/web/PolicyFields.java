package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.document.Fault;
import dev.countermand.policies.document.FormField;
import dev.countermand.policies.document.FormText;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The form of a draft: its text, and the common terms as fields that read from the text and write into it.
@Controller
public class PolicyFields {

    private static final int VALUE_MAX = 1000;

    private final Drafts drafts;
    private final DeskPage desk;
    private final Sellers sellers;
    private final Pages pages;

    PolicyFields(Drafts drafts, DeskPage desk, Sellers sellers, Pages pages) {
        this.drafts = drafts;
        this.desk = desk;
        this.pages = pages;
        this.sellers = sellers;
    }

    /// A field as the page shows it.
    ///
    /// @param value what stands in the text; empty for what is usual
    /// @param chosen of kinds: those that stand there
    /// @param fault what is wrong with it; null for nothing
    public record Shown(
            FormField field,
            String value,
            List<String> chosen,
            @Nullable Fault fault) {}

    /// The fields of a text; none while it cannot be read at all and nothing was entered.
    ///
    /// @param entered what somebody entered and could not be written
    static List<Shown> of(String source, Map<FormField, String> entered, List<Fault> faults) {
        var there = FormText.of(source).map(FormText::all).orElse(Map.of());
        if (there.isEmpty() && entered.isEmpty()) {
            return List.of();
        }
        var shown = new ArrayList<Shown>();
        for (var field : FormField.values()) {
            var value = entered.getOrDefault(field, there.getOrDefault(field, ""));
            shown.add(new Shown(field, value, List.of(value.split(", ", -1)), fault(field, faults)));
        }
        return shown;
    }

    private static @Nullable Fault fault(FormField field, List<Fault> faults) {
        return faults.stream()
                .filter(fault ->
                        fault.path().equals(field.path()) || fault.path().startsWith(field.path() + "/"))
                .findFirst()
                .orElse(null);
    }

    /// Saves the text that was typed, with what was changed in the fields written into it. Where the fields cannot be
    /// written, nothing is saved and nothing is lost: the form comes again as it was sent.
    ///
    /// @param source the text; as it was saved without it
    @PostMapping({"/desk/policies/{seller}/draft", "/desk/policies/{seller}/fields"})
    ResponseEntity<String> write(
            @PathVariable String seller,
            @RequestParam int revision,
            @RequestParam(required = false) @Nullable String source,
            HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var saved = drafts.find(whose).filter(found -> found.revision() == revision);
        // Browsers send the lines of a text area with CR and LF.
        var typed = source == null
                ? saved.map(Drafts.Draft::source).orElseThrow(PolicyFields::changed)
                : source.replace("\r\n", "\n");
        var entered = entered(request);
        var changed = changed(saved.map(Drafts.Draft::source).orElse(""), entered);
        var form = new DeskPage.Typed(
                saved.map(draft -> draft.typed(revision, typed)).orElseGet(() -> unsaved(revision, typed)), entered);
        try {
            var clash = saved.isEmpty()
                    ? Map.<String, String>of()
                    : clash(saved.get().source(), typed, changed, request);
            if (!clash.isEmpty()) {
                return desk.show(HttpStatus.UNPROCESSABLE_CONTENT, whose, form, clash, request);
            }
            return save(whose, form, changed, source == null, request);
        } catch (Problem problem) {
            return desk.again(problem, whose, form, request);
        }
    }

    private ResponseEntity<String> save(
            SellerId whose,
            DeskPage.Typed form,
            Map<FormField, String> changed,
            boolean fieldsAlone,
            HttpServletRequest request) {
        var draft = Objects.requireNonNull(form.draft());
        if (changed.isEmpty()) {
            if (fieldsAlone) {
                return goTo(whose.value(), "?done=policies.unchanged_text#fields");
            }
            drafts.save(whose, draft.revision(), draft.source(), PolicyDesk.actor());
            return goTo(whose.value(), "?done=policies.saved#draft");
        }
        var text = FormText.of(draft.source()).flatMap(read -> read.with(changed));
        if (text.isEmpty()) {
            var by = pages.words(request).say("policies.fields.by_hand");
            return desk.show(HttpStatus.UNPROCESSABLE_CONTENT, whose, form, Map.of("source", by), request);
        }
        drafts.save(whose, draft.revision(), text.get(), PolicyDesk.actor());
        return goTo(whose.value(), "?done=policies.written#fields");
    }

    /// What stands in the fields.
    private static Map<FormField, String> entered(HttpServletRequest request) {
        var entered = new EnumMap<FormField, String>(FormField.class);
        for (var field : FormField.values()) {
            var values = request.getParameterValues(field.word());
            if (values != null) {
                entered.put(field, FormText.clean(entered(field, values)));
            }
        }
        return entered;
    }

    /// The fields that say something else than the saved text.
    private static Map<FormField, String> changed(String saved, Map<FormField, String> entered) {
        var before = FormText.of(saved).map(FormText::all).orElse(Map.of());
        var changed = new EnumMap<FormField, String>(FormField.class);
        entered.forEach((field, value) -> {
            if (!value.equals(FormText.clean(before.getOrDefault(field, "")))) {
                changed.put(field, value);
            }
        });
        return changed;
    }

    /// Fields that say one thing while the text that was typed says another: by the field.
    private Map<String, String> clash(
            String saved, String typed, Map<FormField, String> changed, HttpServletRequest request) {
        var before = FormText.of(saved);
        var after = FormText.of(typed);
        var clash = new LinkedHashMap<String, String>();
        if (before.isEmpty() || after.isEmpty()) {
            return clash;
        }
        var words = pages.words(request);
        changed.forEach((field, value) -> {
            var now = FormText.clean(after.get().get(field));
            if (!now.equals(FormText.clean(before.get().get(field))) && !now.equals(value)) {
                clash.put(
                        "field-" + field.word(),
                        words.say(
                                "policies.fields.clash",
                                Map.of("field", words.say("policies.fields." + field.word()))));
            }
        });
        return clash;
    }

    private Drafts.Draft unsaved(int revision, String text) {
        return new Drafts.Draft(revision, text, PolicyDesk.actor().name(), pages.now(), null, null, null, null);
    }

    private static Problem changed() {
        return Problem.conflict(
                "draft_changed", "Somebody has changed or removed this draft meanwhile; open it again.");
    }

    @PostMapping("/desk/policies/{seller}/undo")
    ResponseEntity<String> undo(@PathVariable String seller, @RequestParam int revision) {
        var whose = PolicyDesk.whose(seller, sellers);
        drafts.undo(whose, revision, PolicyDesk.actor());
        return goTo(seller, "?done=policies.undone#draft");
    }

    private static String entered(FormField field, String[] values) {
        var entered =
                String.join(", ", values).replace('\n', ' ').replace('\r', ' ').strip();
        if (entered.length() > VALUE_MAX) {
            throw Problem.invalid("too_long", field.word(), "Enter at most " + VALUE_MAX + " characters.");
        }
        return entered;
    }

    private static ResponseEntity<String> goTo(String seller, String more) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/policies/" + seller + more))
                .build();
    }
}
