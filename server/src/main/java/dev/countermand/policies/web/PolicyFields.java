package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Problem;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.document.Fault;
import dev.countermand.policies.document.FormField;
import dev.countermand.policies.document.FormText;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The common terms of a draft as fields: they read from its text and write into it.
@Controller
public class PolicyFields {

    private static final int VALUE_MAX = 1000;

    private final Drafts drafts;
    private final Sellers sellers;

    PolicyFields(Drafts drafts, Sellers sellers) {
        this.drafts = drafts;
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

    /// The fields of a text; none while it cannot be read at all.
    static List<Shown> of(String source, List<Fault> faults) {
        var shown = new ArrayList<Shown>();
        FormText.of(source)
                .ifPresent(text -> text.all()
                        .forEach((field, value) -> shown.add(new Shown(
                                field,
                                value,
                                List.of(value.split(", ", -1)),
                                faults.stream()
                                        .filter(fault -> fault.path().equals(field.path())
                                                || fault.path().startsWith(field.path() + "/"))
                                        .findFirst()
                                        .orElse(null)))));
        return shown;
    }

    /// Writes what was entered into the text of the draft, which is saved with it.
    @PostMapping("/desk/policies/{seller}/fields")
    ResponseEntity<String> write(@PathVariable String seller, @RequestParam int revision, HttpServletRequest request) {
        var whose = PolicyDesk.whose(seller, sellers);
        var draft = drafts.find(whose)
                .filter(found -> found.revision() == revision)
                .orElseThrow(() -> Problem.conflict(
                        "draft_changed", "Somebody has changed or removed this draft meanwhile; open it again."));
        var wanted = new EnumMap<FormField, String>(FormField.class);
        for (var field : FormField.values()) {
            var values = request.getParameterValues(field.word());
            if (values != null) {
                wanted.put(field, entered(field, values));
            }
        }
        var text = FormText.of(draft.source()).flatMap(form -> form.with(Map.copyOf(wanted)));
        if (text.isEmpty()) {
            return goTo(seller, "?done=policies.by_hand#draft");
        }
        if (text.get().equals(draft.source())) {
            return goTo(seller, "?done=policies.unchanged_text#fields");
        }
        drafts.save(whose, revision, text.get(), PolicyDesk.actor());
        return goTo(seller, "?done=policies.written#fields");
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
