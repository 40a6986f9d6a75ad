package dev.countermand.accounts.web;

import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// API keys over HTTP.
@RestController
@RequestMapping("/v1/keys")
class KeyApi {

    private static final int NAME_CHARACTERS_MAX = 100;
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Keys keys;

    KeyApi(Keys keys) {
        this.keys = keys;
    }

    /// @param role seller (the default) or warehouse
    /// @param rights what the key may do; absent for all that its role may
    /// @param expiresAt absent for never
    record NewKeyBody(
            @Nullable String seller,
            Keys.@Nullable Role role,
            @Nullable String name,
            @Nullable Set<Right> rights,
            @Nullable Instant expiresAt) {}

    /// @param overlap how long the old key works on, at most P30D; PT24H when absent
    record RotateBody(@Nullable Duration overlap) {}

    record KeyList(List<Keys.Key> keys) {}

    @PostMapping
    ResponseEntity<Keys.NewKey> create(Actor actor, @RequestBody NewKeyBody body) {
        var seller = actor.kind() == Actor.Kind.OPERATOR ? named(body.seller()) : actor.seller(body.seller());
        var role = body.role() == null ? Keys.Role.SELLER : body.role();
        return told(keys.create(
                actor, new Keys.Wanted(seller, role, name(body.name(), role), body.rights(), body.expiresAt())));
    }

    /// A key that takes this one's place; the old one works on for the overlap.
    @PostMapping("/{id}/rotate")
    ResponseEntity<Keys.NewKey> rotate(
            Actor actor, @PathVariable String id, @RequestBody(required = false) @Nullable RotateBody body) {
        var overlap = body == null || body.overlap() == null ? OVERLAP : body.overlap();
        return told(keys.rotate(actor, id(id), overlap));
    }

    private static ResponseEntity<Keys.NewKey> told(Keys.NewKey made) {
        return ResponseEntity.created(URI.create("/v1/keys/" + made.id())).body(made);
    }

    @GetMapping
    KeyList list(
            Actor actor,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String after) {
        return new KeyList(
                keys.list(actor, seller == null ? null : actor.seller(seller), after == null ? null : id(after)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(Actor actor, @PathVariable String id) {
        keys.revoke(actor, id(id));
        return ResponseEntity.noContent().build();
    }

    private static SellerId named(@Nullable String seller) {
        if (seller == null) {
            throw Problem.invalid("required", "/seller", "Name the seller whose key this is to be.");
        }
        if (!SellerId.isValid(seller)) {
            throw Problem.invalid(
                    "invalid_seller",
                    "/seller",
                    "A seller's id has 1 to 64 of a-z A-Z 0-9 . _ - and begins with a letter or digit.");
        }
        return new SellerId(seller);
    }

    static String name(@Nullable String name, Keys.Role role) {
        String given = name == null ? "" : name.strip();
        if (given.length() > NAME_CHARACTERS_MAX || given.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("invalid_name", "/name", "A name has at most 100 printable characters.");
        }
        return given.isEmpty() ? role.name().toLowerCase(java.util.Locale.ROOT) : given;
    }

    private static Keys.KeyId id(String text) {
        return Keys.KeyId.parse(text).orElseThrow(Problem::notFound);
    }
}
