package dev.countermand.storefront;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Look;
import dev.countermand.site.Looks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What sellers tell their customers about themselves, and how they look. Everything shown goes by the
/// content's own name, so browsers may keep it and still see a change at once.
@Component
public class Storefronts implements Looks {

    private static final int PRINT_BYTES = 6;

    private final StorefrontStore store;
    private final Sellers sellers;
    private final Clock clock;

    Storefronts(StorefrontStore store, Sellers sellers, Clock clock) {
        this.store = store;
        this.sellers = sellers;
        this.clock = clock;
    }

    /// What the seller said, and what he never said as the house has it.
    public Profile profile(SellerId seller) {
        return profile(store.read(seller).body(), seller);
    }

    private Profile profile(@Nullable ProfileRequest body, SellerId seller) {
        var said = body == null ? new ProfileRequest(null, null, null, null, null) : body;
        return ProfileRules.read(said, sellers.name(seller));
    }

    /// A profile as callers state it.
    public static ProfileRequest stated(Profile profile) {
        return ProfileRequest.of(profile);
    }

    /// Puts the profile in place of the one before. Fails with INVALID and everything that is wrong,
    /// FORBIDDEN without the right to manage settings.
    @Transactional
    public Profile put(SellerId seller, ProfileRequest asked, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        var profile = ProfileRules.read(asked, sellers.name(seller));
        sellers.ensure(seller);
        sellers.rename(seller, profile.name());
        store.keep(seller, ProfileRequest.of(profile), actor.name(), clock.instant());
        return profile;
    }

    /// Puts a logo in place of the one before. Fails with TOO_LARGE and INVALID `invalid_logo` for anything
    /// but a PNG of at most 256 KiB and 1600 × 800 pixels, FORBIDDEN without the right to manage settings.
    @Transactional
    public void putLogo(SellerId seller, byte[] picture, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        var clean = Logo.clean(picture);
        sellers.ensure(seller);
        store.keepLogo(seller, print(clean), clean, clock.instant());
    }

    /// Takes the logo away. Fails with FORBIDDEN without the right to manage settings.
    @Transactional
    public void removeLogo(SellerId seller, Actor actor) {
        actor.require(Right.MANAGE_SETTINGS);
        store.removeLogo(seller);
    }

    /// The picture; empty for a seller without one.
    public Optional<byte[]> logo(SellerId seller) {
        return store.logo(seller);
    }

    /// The seller's style sheet; empty text for one who looks as the house does.
    public String style(SellerId seller) {
        return StyleSheet.of(profile(seller).theme());
    }

    @Override
    public Look of(SellerId seller) {
        var row = store.read(seller);
        var profile = profile(row.body(), seller);
        var theme = profile.theme();
        var style = StyleSheet.of(theme);
        var base = "/look/" + seller;
        return new Look(
                profile.name(),
                profile.locale(),
                profile.zone(),
                style.isEmpty() ? null : base + "/" + print(style.getBytes(StandardCharsets.UTF_8)) + ".css",
                row.logo() == null ? null : base + "/" + row.logo() + ".png",
                "/contact/" + seller,
                theme.accent(),
                theme.accent() == null
                        ? null
                        : Shade.parse(theme.accent()).orElseThrow().ink().toString(),
                theme.font() == Profile.Font.SYSTEM ? null : theme.font().family());
    }

    private static String print(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, PRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The seller of this id. Fails with NOT_FOUND for one whom nobody knows.
    public SellerId known(String seller) {
        if (!SellerId.isValid(seller) || !sellers.exists(new SellerId(seller))) {
            throw Problem.notFound();
        }
        return new SellerId(seller);
    }
}
