package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Plans;
import dev.countermand.policies.Policies;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A seller's terms as a document.
@RestController
class PolicyApi {

    /// A request may have been on its way for a while.
    private static final Duration STALE = Duration.ofHours(1);

    /// @param document as its author wrote it; of terms that came by form, what they are as a document
    record Current(
            SellerId seller, String version, @Nullable Instant inForceFrom, String document, List<Planned> planned) {}

    /// What begins later, the earliest first.
    record Planned(String version, Instant inForceFrom) {}

    private final Policies policies;
    private final Drafts drafts;
    private final Plans plans;
    private final Sellers sellers;
    private final Answers answers;
    private final Clock clock;

    PolicyApi(Policies policies, Drafts drafts, Plans plans, Sellers sellers, Answers answers, Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.plans = plans;
        this.sellers = sellers;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/v1/sellers/{seller}/policy")
    Current read(Actor actor, @PathVariable String seller) {
        return current(SellerTerms.readable(actor, seller, sellers));
    }

    /// Puts a document into force; orders placed before keep their terms. 201 with a new version, 200 when the terms
    /// are in force as they are.
    ///
    /// @param from an instant in UTC; at once without it. What is past by more than an hour is a mistake
    @PutMapping("/v1/sellers/{seller}/policy")
    ResponseEntity<String> publish(
            Actor actor,
            @PathVariable String seller,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody byte[] body) {
        var whose = SellerTerms.publisher(actor, seller);
        var begins = from == null ? null : instant(from);
        var source = text(body);
        var once = new Answers.Key(Ids.part(whose, ""), whose, "", "policies.publish_document", key);
        // The same document from another day on is another request.
        var request = (from + "\n" + source).getBytes(StandardCharsets.UTF_8);
        return answers.once(once, request, () -> {
                    boolean isNew = drafts.publish(whose, source, begins, actor);
                    if (isNew
                            && begins != null
                            && begins.isBefore(clock.instant().minus(STALE))) {
                        throw Problem.invalid(
                                "from_in_past",
                                "from",
                                "This instant is past, and orders keep the terms under which they were placed. Leave"
                                        + " `from` out to begin now.");
                    }
                    return Answer.json(isNew ? 201 : 200, current(whose));
                })
                .toResponse();
    }

    /// Takes a version back that has not begun; it stays among the versions. Again is the same. 409 `version_begun` or
    /// `version_bound` once it is in force or an order is bound to it.
    @DeleteMapping("/v1/sellers/{seller}/policy/versions/{version}")
    ResponseEntity<String> withdraw(
            Actor actor,
            @PathVariable String seller,
            @PathVariable String version,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var whose = SellerTerms.publisher(actor, seller);
        var once = new Answers.Key(Ids.part(whose, ""), whose, "", "policies.withdraw", key);
        return answers.once(once, version.getBytes(StandardCharsets.UTF_8), () -> {
                    plans.withdrawAlone(whose, version, actor);
                    return Answer.json(200, current(whose));
                })
                .toResponse();
    }

    private Current current(SellerId whose) {
        var now = clock.instant();
        var planned = plans.of(whose).stream()
                .map(version -> new Planned(version.name(), version.inForceFrom()))
                .toList();
        return policies.current(whose, now)
                .map(version -> new Current(
                        whose, version.terms().version(), version.inForceFrom(), version.document(), planned))
                .orElseGet(() -> new Current(
                        whose, policies.builtIn().version(), null, PolicyDocument.write(policies.builtIn()), planned));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException foreign) {
            throw Problem.invalid("invalid_instant", "from", "Give an instant in UTC, such as 2027-01-31T08:00:00Z.");
        }
    }

    static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw Problem.of(Problem.Kind.MALFORMED, "malformed", "The document is not UTF-8 text.");
        }
    }
}
