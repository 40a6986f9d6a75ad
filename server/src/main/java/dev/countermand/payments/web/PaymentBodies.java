package dev.countermand.payments.web;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.payments.PaymentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What callers send about payments, read strictly.
final class PaymentBodies {

    private static final int NAME_CHARACTERS_MAX = 255;
    private static final int MESSAGE_CHARACTERS_MAX = 1_000;
    private static final String KNOWN = Arrays.stream(PaymentEvent.Type.values())
            .map(PaymentEvent.Type::word)
            .collect(Collectors.joining(", "));

    /// What happened to a payment.
    record Event(
            @Nullable String type,
            @Nullable Long amount,
            @Nullable String reference,
            @Nullable String id,
            @Nullable Instant at,
            @Nullable String message) {}

    private PaymentBodies() {}

    /// Fails with INVALID and every fault.
    static PaymentEvent event(Event body) {
        var wrong = new ArrayList<Violation>();
        var type = type(body.type());
        if (type == null) {
            wrong.add(new Violation(
                    "/type", body.type() == null ? "missing" : "unknown_type", "Say what happened: " + KNOWN + "."));
        }
        name(body.reference(), "/reference", wrong);
        name(body.id(), "/id", wrong);
        var message = body.message();
        if (message != null && message.length() > MESSAGE_CHARACTERS_MAX) {
            wrong.add(new Violation("/message", "too_long", "A message has at most 1000 characters."));
        }
        if (type == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new PaymentEvent(type, body.amount(), body.reference(), body.id(), body.at(), message);
    }

    private static PaymentEvent.@Nullable Type type(@Nullable String word) {
        return Arrays.stream(PaymentEvent.Type.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static void name(@Nullable String text, String pointer, List<Violation> wrong) {
        if (text != null && (text.isBlank() || text.length() > NAME_CHARACTERS_MAX || hasControls(text))) {
            wrong.add(new Violation(
                    pointer, "invalid_name", "Give 1 to 255 characters without control characters, or leave it out."));
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
