package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.outgoing.CallResult.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an endpoint may look like. Pure.
final class EndpointRules {

    private static final int DESCRIPTION_CHARACTERS_MAX = 200;
    private static final int CONTACT_CHARACTERS_MAX = 254;
    private static final int KINDS_MAX = 100;

    /// Enough to catch a slip; whether it exists only a mail can tell.
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>\",;:\\p{Cntrl}]+@[^\\s@<>\",;:\\p{Cntrl}]+\\.[^\\s@<>\",;:.\\p{Cntrl}]+");

    private EndpointRules() {}

    /// Fails with INVALID that names everything which is wrong.
    ///
    /// @param address what the guard of outgoing calls says about the url
    static void check(
            Optional<Refused> address,
            @Nullable String description,
            @Nullable String contact,
            @Nullable List<String> kinds) {
        var wrong = new ArrayList<Violation>();
        address.ifPresent(
                refused -> wrong.add(new Violation("/url", refused.objection().code(), refused.detail())));
        if (description != null && description.length() > DESCRIPTION_CHARACTERS_MAX) {
            wrong.add(new Violation(
                    "/description",
                    "too_long",
                    "A description has at most " + DESCRIPTION_CHARACTERS_MAX + " characters."));
        }
        if (contact != null
                && (contact.length() > CONTACT_CHARACTERS_MAX
                        || !MAIL.matcher(contact).matches())) {
            wrong.add(
                    new Violation("/contact", "wrong_form", "The contact is a mail address, such as it@shop.example."));
        }
        if (kinds != null) {
            checkKinds(kinds, wrong);
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private static void checkKinds(List<String> kinds, List<Violation> wrong) {
        if (kinds.size() > KINDS_MAX) {
            wrong.add(new Violation("/kinds", "too_many", "At most " + KINDS_MAX + " kinds; leave them out for all."));
            return;
        }
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) == null || !FactKinds.isKnown(kinds.get(i))) {
                wrong.add(new Violation(
                        "/kinds/" + i,
                        "unknown_kind",
                        "There is no such kind of event. Known are " + String.join(", ", FactKinds.GROUPS)
                                + " and those in docs/reference/facts.md."));
            }
        }
    }
}
