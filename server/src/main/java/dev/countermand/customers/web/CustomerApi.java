package dev.countermand.customers.web;

import dev.countermand.customers.Erasure;
import dev.countermand.customers.Retention;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Erasing customers, and how long they are kept. Both are the operator's and the seller's own
/// business.
@RestController
class CustomerApi {

    private static final int CHARACTERS_MAX = 320;

    private final Erasure erasure;
    private final Retention retention;

    CustomerApi(Erasure erasure, Retention retention) {
        this.erasure = erasure;
        this.retention = retention;
    }

    /// Whose; exactly one of `customer` (the shop's id of him), `email` and `order` (a number).
    ///
    /// @param force also while he is still needed
    /// @param after `next` of the call before
    record EraseBody(
            @Nullable String seller,
            @Nullable String customer,
            @Nullable String email,
            @Nullable String order,
            @Nullable Boolean force,
            @Nullable String after) {}

    record RetentionBody(@Nullable String keep) {}

    record RetentionView(String seller, @Nullable String keep, boolean own) {}

    @PostMapping("/v1/customers/erase")
    Erasure.Done erase(Actor actor, @RequestBody EraseBody body) {
        var seller = owner(actor, body.seller());
        long named = Stream.of(body.customer(), body.email(), body.order())
                .filter(name -> name != null && !name.isBlank())
                .count();
        if (named != 1) {
            throw Problem.invalid("one_of", "/customer", "Name exactly one of customer, email and order.");
        }
        var whom = new Erasure.Whom(
                seller, name(body.customer(), "/customer"), name(body.email(), "/email"), name(body.order(), "/order"));
        var after = body.after() == null
                ? null
                : OrderId.parse(body.after())
                        .orElseThrow(() -> Problem.invalid(
                                "invalid_cursor", "/after", "Pass what the call before gave as `next`."));
        return erasure.erase(whom, after, Boolean.TRUE.equals(body.force()), actor);
    }

    @GetMapping("/v1/sellers/{seller}/retention")
    RetentionView retention(Actor actor, @PathVariable String seller) {
        var whose = owner(actor, seller);
        return view(whose, retention.of(whose));
    }

    @PutMapping("/v1/sellers/{seller}/retention")
    RetentionView put(Actor actor, @PathVariable String seller, @RequestBody RetentionBody body) {
        var whose = owner(actor, seller);
        if (body.keep() == null) {
            throw Problem.invalid("required", "/keep", "Say how long, such as P730D; empty keeps people for ever.");
        }
        return view(whose, retention.put(whose, body.keep(), actor));
    }

    private static RetentionView view(SellerId seller, Retention.Rule rule) {
        return new RetentionView(seller.value(), rule.keep() == null ? null : days(rule.keep()), rule.own());
    }

    private static String days(java.time.Duration keep) {
        return keep.equals(java.time.Duration.ofDays(keep.toDays())) ? "P" + keep.toDays() + "D" : keep.toString();
    }

    private static SellerId owner(Actor actor, @Nullable String seller) {
        var whose = actor.seller(seller);
        actor.require(Right.MANAGE_SETTINGS);
        return whose;
    }

    private static @Nullable String name(@Nullable String name, String pointer) {
        if (name == null || name.isBlank()) {
            return null;
        }
        if (name.length() > CHARACTERS_MAX || name.indexOf('\0') >= 0) {
            throw Problem.invalid("too_long", pointer, "A name has at most " + CHARACTERS_MAX + " characters.");
        }
        return name.strip();
    }
}
