package dev.countermand.connectors.stripe.web;

import dev.countermand.connectors.stripe.StripeAccounts;
import dev.countermand.connectors.stripe.StripeTrial;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The API of a seller's account at Stripe. It takes secrets and gives none.
@RestController
@RequestMapping("/v1/sellers/{seller}/stripe")
class StripeApi {

    private final StripeAccounts accounts;
    private final StripeTrial trial;

    StripeApi(StripeAccounts accounts, StripeTrial trial) {
        this.accounts = accounts;
        this.trial = trial;
    }

    /// @param key of Stripe's API; absent keeps the one that stands
    /// @param webhookSecret absent keeps the one that stands
    record Body(@Nullable String key, @Nullable String webhookSecret) {

        /// Without the secrets.
        @Override
        public String toString() {
            return "Body";
        }
    }

    @GetMapping
    StripeView.Shown read(Actor actor, @PathVariable String seller) {
        var whose = actor.seller(seller);
        var address = accounts.hookAddress(whose);
        return accounts.find(whose, actor)
                .map(found -> StripeView.of(found, address, StripeAccounts.EVENTS))
                .orElseGet(() -> StripeView.nothing(whose.value(), address, StripeAccounts.EVENTS));
    }

    @PutMapping
    StripeView.Shown set(Actor actor, @PathVariable String seller, @RequestBody byte[] body) {
        var whose = actor.seller(seller);
        var wish = Json.read(body, Body.class);
        var set = accounts.set(whose, wish.key(), wish.webhookSecret(), actor);
        return StripeView.of(set, accounts.hookAddress(whose), StripeAccounts.EVENTS);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Actor actor, @PathVariable String seller) {
        accounts.forget(actor.seller(seller), actor);
    }

    @PostMapping("/trial")
    StripeView.Tried trial(Actor actor, @PathVariable String seller) {
        SellerId whose = actor.seller(seller);
        return StripeView.of(trial.run(whose, actor));
    }
}
