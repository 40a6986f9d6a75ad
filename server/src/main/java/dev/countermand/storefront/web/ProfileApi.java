package dev.countermand.storefront.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import dev.countermand.storefront.Profile;
import dev.countermand.storefront.ProfileRequest;
import dev.countermand.storefront.Storefronts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// A seller's profile over HTTP: name, language, contact, theme, logo.
@RestController
@RequestMapping("/v1/sellers/{seller}")
class ProfileApi {

    private final Storefronts storefronts;

    ProfileApi(Storefronts storefronts) {
        this.storefronts = storefronts;
    }

    /// @param style address of the style sheet that follows from the theme; null for none
    /// @param logo address of the logo; null for none
    record ProfileView(
            SellerId seller,
            String name,
            String locale,
            String zone,
            ProfileRequest.@Nullable Contact contact,
            ProfileRequest.@Nullable Theme theme,
            @Nullable String style,
            @Nullable String logo) {}

    @GetMapping("/profile")
    ProfileView read(Actor actor, @PathVariable String seller) {
        var whose = whose(actor, seller);
        storefronts.known(seller);
        actor.require(Right.SEE_ORDERS);
        return view(whose, storefronts.profile(whose));
    }

    /// Takes the place of the profile before; what is left out is as the house has it.
    @PutMapping("/profile")
    ProfileView put(Actor actor, @PathVariable String seller, @RequestBody byte[] body) {
        var whose = whose(actor, seller);
        return view(whose, storefronts.put(whose, Json.read(body, ProfileRequest.class), actor));
    }

    /// A PNG of at most 256 KiB and 1600 × 800 pixels.
    @PutMapping(path = "/logo", consumes = MediaType.IMAGE_PNG_VALUE)
    ProfileView putLogo(Actor actor, @PathVariable String seller, @RequestBody byte[] picture) {
        var whose = whose(actor, seller);
        storefronts.putLogo(whose, picture, actor);
        return view(whose, storefronts.profile(whose));
    }

    @DeleteMapping("/logo")
    ResponseEntity<Void> removeLogo(Actor actor, @PathVariable String seller) {
        storefronts.removeLogo(whose(actor, seller), actor);
        return ResponseEntity.noContent().build();
    }

    /// Fails with NOT_FOUND for another's seller, and for shoppers.
    static SellerId whose(Actor actor, String seller) {
        if (!actor.isStaff()) {
            throw Problem.notFound();
        }
        return actor.seller(seller);
    }

    private ProfileView view(SellerId seller, Profile profile) {
        var stated = Storefronts.stated(profile);
        var look = storefronts.of(seller);
        return new ProfileView(
                seller,
                profile.name(),
                profile.locale().toLanguageTag(),
                profile.zone().getId(),
                stated.contact(),
                stated.theme(),
                look.style(),
                look.logo());
    }
}
