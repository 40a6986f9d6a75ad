package dev.countermand.connectors.fulfilment.web;

import dev.countermand.connectors.fulfilment.Partners;
import dev.countermand.connectors.fulfilment.Partners.Choice;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The API of a seller's partners: who stops units for him, and what was said to them.
@RestController
@RequestMapping("/v1/sellers/{seller}/partners")
class PartnerApi {

    private final Partners partners;

    PartnerApi(Partners partners) {
        this.partners = partners;
    }

    record Body(@Nullable FulfilmentBody fulfilment) {}

    record FulfilmentBody(
            @Nullable String kind,
            @Nullable String url,
            @Nullable String statusUrl) {}

    @GetMapping
    PartnerView.Shown read(Actor actor, @PathVariable String seller) {
        var whose = actor.seller(seller);
        var shown = partners.find(whose, actor)
                .map(found -> PartnerView.of(found, partners.kinds(), partners.callback(found), null))
                .orElseGet(() -> PartnerView.nobody(partners.kinds()));
        return new PartnerView.Shown(whose.value(), shown);
    }

    @PutMapping
    PartnerView.Shown choose(Actor actor, @PathVariable String seller, @RequestBody byte[] body) {
        var whose = actor.seller(seller);
        var choice = Json.read(body, Body.class).fulfilment();
        if (choice == null || choice.kind() == null) {
            throw Problem.invalid(
                    "missing", "/fulfilment/kind", "Say who stops units: " + String.join(", ", partners.kinds()) + ".");
        }
        var chosen = partners.choose(whose, new Choice(choice.kind(), choice.url(), choice.statusUrl()), actor);
        return shown(whose, chosen);
    }

    @PostMapping("/secret")
    PartnerView.Shown rotate(Actor actor, @PathVariable String seller) {
        var whose = actor.seller(seller);
        return shown(whose, partners.rotate(whose, actor));
    }

    @PostMapping("/test")
    PartnerView.Line test(Actor actor, @PathVariable String seller) {
        return PartnerView.Line.of(partners.test(actor.seller(seller), actor));
    }

    @GetMapping("/calls")
    PartnerView.Log log(
            Actor actor, @PathVariable String seller, @RequestParam(required = false) @Nullable String after) {
        var page = partners.log(actor.seller(seller), after, actor);
        return new PartnerView.Log(
                page.lines().stream().map(PartnerView.Line::of).toList(), page.next());
    }

    private PartnerView.Shown shown(SellerId seller, Partners.Chosen chosen) {
        var partner = chosen.partner();
        return new PartnerView.Shown(
                seller.value(),
                PartnerView.of(partner, partners.kinds(), partners.callback(partner), chosen.newSecret()));
    }
}
