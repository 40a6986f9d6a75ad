package dev.countermand.storefront.web;

import dev.countermand.kernel.Actor;
import dev.countermand.storefront.ShopLinks;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The secrets with which a seller's shop signs links. To rotate: make a new one, sign with it, revoke the
/// old one.
@RestController
@RequestMapping("/v1/sellers/{seller}/link-secrets")
class LinkSecretApi {

    private final ShopLinks links;

    LinkSecretApi(ShopLinks links) {
        this.links = links;
    }

    record SecretList(List<ShopLinks.Secret> secrets) {}

    /// Answers the secret this once.
    @PostMapping
    ResponseEntity<ShopLinks.NewSecret> make(Actor actor, @PathVariable String seller) {
        var whose = ProfileApi.whose(actor, seller);
        var made = links.make(whose, actor);
        return ResponseEntity.created(URI.create("/v1/sellers/" + whose + "/link-secrets/" + made.id()))
                .body(made);
    }

    @GetMapping
    SecretList list(Actor actor, @PathVariable String seller) {
        return new SecretList(links.list(ProfileApi.whose(actor, seller), actor));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(Actor actor, @PathVariable String seller, @PathVariable String id) {
        links.revoke(ProfileApi.whose(actor, seller), id, actor);
        return ResponseEntity.noContent().build();
    }
}
