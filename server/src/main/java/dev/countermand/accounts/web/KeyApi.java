package dev.countermand.accounts.web;

import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.net.URI;
import java.util.List;
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

    private final Keys keys;

    KeyApi(Keys keys) {
        this.keys = keys;
    }

    /// @param role seller (the default) or warehouse
    record NewKeyBody(
            @Nullable String seller,
            Keys.@Nullable Role role,
            @Nullable String name) {}

    record KeyList(List<Keys.Key> keys) {}

    @PostMapping
    ResponseEntity<Keys.NewKey> create(Actor actor, @RequestBody NewKeyBody body) {
        var seller = actor.kind() == Actor.Kind.OPERATOR ? named(body.seller()) : actor.seller(body.seller());
        var role = body.role() == null ? Keys.Role.SELLER : body.role();
        var made = keys.create(actor, seller, role, name(body.name(), role));
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

    private static String name(@Nullable String name, Keys.Role role) {
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
