package dev.countermand.connectors.fulfilment;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.outgoing.OutgoingCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What may be chosen. Looks names up, so it is not for inside a transaction.
@Component
class ChoiceRules {

    private static final String ATTEMPT = "{attempt}";

    private final OutgoingCalls outgoing;

    ChoiceRules(OutgoingCalls outgoing) {
        this.outgoing = outgoing;
    }

    /// Fails with INVALID and every fault.
    void check(Partners.Choice choice, List<String> kinds, Optional<Partner> stands) {
        var wrong = new ArrayList<Violation>();
        if (!kinds.contains(choice.kind())) {
            wrong.add(new Violation(
                    "/fulfilment/kind", "unknown_kind", "Choose one of: " + String.join(", ", kinds) + "."));
        }
        if (choice.kind().equals(HttpStopper.NAME)) {
            if (choice.url() == null && stands.map(Partner::url).isEmpty()) {
                wrong.add(new Violation("/fulfilment/url", "missing", "Name the address that takes our calls."));
            }
            address(choice.url(), "/fulfilment/url", wrong);
            var status = choice.statusUrl();
            if (status != null && !status.contains(ATTEMPT)) {
                wrong.add(new Violation(
                        "/fulfilment/statusUrl",
                        "no_attempt",
                        "Write " + ATTEMPT + " where the attempt's id belongs, as in"
                                + " https://warehouse.example/stops/{attempt}."));
            } else {
                address(status == null ? null : status.replace(ATTEMPT, "can_0"), "/fulfilment/statusUrl", wrong);
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private void address(@Nullable String url, String pointer, List<Violation> wrong) {
        if (url != null) {
            outgoing.check(url)
                    .ifPresent(no ->
                            wrong.add(new Violation(pointer, no.objection().code(), no.detail())));
        }
    }
}
