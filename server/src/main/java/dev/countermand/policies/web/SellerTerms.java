package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// A seller's terms: read what is in force, put new ones into force.
@RestController
class SellerTerms {

    private static final int VERSIONS_SHOWN_MAX = 100;

    /// One version; the built-in one has no beginning and no author.
    record Version(
            String version,
            @Nullable Instant inForceFrom,
            @Nullable String createdBy,
            @Nullable Instant createdAt,
            Terms.Cancellation terms) {}

    /// @param earlier what was in force before, the latest first
    record History(SellerId seller, Version inForce, List<Version> earlier) {}

    private final Policies policies;
    private final Drafts drafts;
    private final Sellers sellers;
    private final Answers answers;
    private final Clock clock;

    SellerTerms(Policies policies, Drafts drafts, Sellers sellers, Answers answers, Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.sellers = sellers;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/v1/sellers/{seller}/terms")
    History read(Actor actor, @PathVariable String seller) {
        return history(readable(actor, seller, sellers));
    }

    /// Whose terms staff may read. Fails with NOT_FOUND for another's and an unknown seller.
    static SellerId readable(Actor actor, String seller, Sellers sellers) {
        if (!actor.isStaff()) {
            throw Problem.notFound();
        }
        var whose = actor.seller(seller);
        if (!sellers.exists(whose)) {
            throw Problem.notFound();
        }
        actor.require(Right.SEE_ORDERS);
        return whose;
    }

    @PutMapping("/v1/sellers/{seller}/terms")
    ResponseEntity<String> publish(
            Actor actor,
            @PathVariable String seller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody byte[] body) {
        var whose = publisher(actor, seller);
        var terms = Json.read(body, TermsRequest.class).over(policies.builtIn().cancellation());
        var once = new Answers.Key(Ids.part(whose, ""), whose, "", "policies.publish", key);
        return answers.once(once, body, () -> {
                    boolean isNew = drafts.publish(whose, terms, actor);
                    return Answer.json(isNew ? 201 : 200, history(whose));
                })
                .toResponse();
    }

    /// Whose terms this actor may publish.
    static SellerId publisher(Actor actor, String seller) {
        return switch (actor.kind()) {
            case OPERATOR, SELLER -> {
                var whose = actor.seller(seller);
                actor.require(Right.MANAGE_SETTINGS);
                yield whose;
            }
            case WAREHOUSE -> {
                actor.seller(seller);
                throw Problem.of(
                        Problem.Kind.FORBIDDEN, "forbidden", "Terms are the seller's; a warehouse cannot change them.");
            }
            case SHOPPER, SYSTEM -> throw Problem.notFound();
        };
    }

    private History history(SellerId seller) {
        var now = clock.instant();
        var begun = policies.versions(seller, VERSIONS_SHOWN_MAX).stream()
                .filter(version -> !version.inForceFrom().isAfter(now))
                .map(SellerTerms::shown);
        var builtIn = new Version(
                policies.builtIn().version(),
                null,
                null,
                null,
                policies.builtIn().cancellation());
        var all = Stream.concat(begun, Stream.of(builtIn)).toList();
        return new History(seller, all.getFirst(), all.subList(1, all.size()));
    }

    private static Version shown(Policies.Version version) {
        return new Version(
                version.terms().version(),
                version.inForceFrom(),
                version.createdBy(),
                version.createdAt(),
                version.terms().cancellation());
    }
}
