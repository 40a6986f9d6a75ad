package dev.countermand.storefront.web;

import dev.countermand.kernel.Problem;
import dev.countermand.storefront.Storefronts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Style sheets and logos of sellers, under names that follow from their content. An old name gets what is
/// there now: a page that was opened before still has a look.
@Controller
class LookFiles {

    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl SHORT = CacheControl.maxAge(Duration.ofMinutes(5));
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

    private final Storefronts storefronts;

    LookFiles(Storefronts storefronts) {
        this.storefronts = storefronts;
    }

    @GetMapping("/look/{seller}/{print:[0-9a-f]{12}}.css")
    ResponseEntity<String> style(@PathVariable String seller, @PathVariable String print) {
        var whose = storefronts.known(seller);
        return ResponseEntity.ok()
                .contentType(CSS)
                .cacheControl(kept(storefronts.of(whose).style(), print))
                .body(storefronts.style(whose));
    }

    @GetMapping("/look/{seller}/{print:[0-9a-f]{12}}.png")
    ResponseEntity<byte[]> logo(@PathVariable String seller, @PathVariable String print) {
        var whose = storefronts.known(seller);
        var picture = storefronts.logo(whose).orElseThrow(Problem::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(kept(storefronts.of(whose).logo(), print))
                .body(picture);
    }

    private static CacheControl kept(@org.jspecify.annotations.Nullable String now, String print) {
        return now != null && now.contains("/" + print + ".") ? KEPT : SHORT;
    }
}
