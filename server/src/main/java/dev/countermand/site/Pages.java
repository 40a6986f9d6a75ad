package dev.countermand.site;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/// Renders pages and parts of pages from the compiled templates under `jte/`.
///
/// Every template of a page takes `Page page`; the others it names itself. A page is never cached by
/// anybody: what it says may be another's business or wrong a second later.
@Component
public class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final int NOTICE_CHARACTERS_MAX = 80;

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Texts texts;
    private final Clock clock;
    private final ObjectProvider<Looks> looks;
    private final ObjectProvider<Banner> banners;

    Pages(Texts texts, Clock clock, ObjectProvider<Looks> looks, ObjectProvider<Banner> banners) {
        this.texts = texts;
        this.clock = clock;
        this.looks = looks;
        this.banners = banners;
    }

    /// What the frame needs, from the request: language from the reader's choice, his browser, or the
    /// seller whose customer he is; zone from the cookie `tz` that the page's script writes (the
    /// seller's, else UTC, without it); the notice from the query's `done`. A customer's page has the look
    /// of the one seller he is with.
    ///
    /// @param titleKey key of the title
    /// @param values for the title
    public Page page(HttpServletRequest request, @Nullable Actor reader, String titleKey, Map<String, ?> values) {
        return page(request, reader, look(reader), titleKey, values);
    }

    /// The same for a page that is about one seller, whoever reads it.
    public Page page(
            HttpServletRequest request,
            @Nullable Actor reader,
            @Nullable Look look,
            String titleKey,
            Map<String, ?> values) {
        var words = words(request, look);
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Page(
                words.say(titleKey, values),
                words,
                clock.instant(),
                reader,
                request.getRequestURI(),
                token == null ? "_csrf" : token.getParameterName(),
                token == null ? "" : token.getToken(),
                notice(request, words),
                look,
                banner(words));
    }

    private @Nullable String banner(Texts words) {
        var banner = banners.getIfAvailable();
        return banner == null ? null : banner.say(words);
    }

    private @Nullable Look look(@Nullable Actor reader) {
        return reader != null
                        && reader.kind() == Actor.Kind.SHOPPER
                        && reader.sellers().size() == 1
                ? look(reader.sellers().iterator().next())
                : null;
    }

    /// How a seller looks to his customers.
    public @Nullable Look look(SellerId seller) {
        var known = looks.getIfAvailable();
        return known == null ? null : known.of(seller);
    }

    /// The reader's language and zone.
    public Texts words(HttpServletRequest request) {
        return words(request, null);
    }

    private Texts words(HttpServletRequest request, @Nullable Look look) {
        var words = texts.in(Languages.of(request, look == null ? texts.locale() : look.locale()))
                .in(zone(request, look == null ? ZoneOffset.UTC : look.zone()));
        words.enter(request);
        return words;
    }

    /// The page, 200.
    public ResponseEntity<String> ok(String template, Page page, Map<String, ?> model) {
        return answer(HttpStatus.OK, template, page, model);
    }

    /// The page with another status: a form that has to be looked at again is 422.
    public ResponseEntity<String> answer(HttpStatus status, String template, Page page, Map<String, ?> model) {
        var values = new HashMap<String, Object>(model);
        values.put("page", page);
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(render(template, values));
    }

    /// A part that is put into its page again and again while something goes on; once it has ended, the whole page is
    /// loaded anew.
    public ResponseEntity<String> live(String template, Page page, Map<String, ?> model, boolean goesOn) {
        var part = ok(template, page, model);
        return goesOn
                ? part
                : ResponseEntity.ok()
                        .headers(part.getHeaders())
                        .header("HX-Refresh", "true")
                        .body(part.getBody());
    }

    /// A part of a page, to be put into another.
    public Content part(String template, Map<String, Object> model) {
        var html = render(template, model);
        return output -> output.writeContent(html);
    }

    String render(String template, Map<String, Object> model) {
        var output = new StringOutput();
        engine.render(template + ".jte", model, output);
        return output.toString();
    }

    // Only sentences of ours: the address bar must not put words into our mouth.
    private static @Nullable String notice(HttpServletRequest request, Texts words) {
        var done = Languages.parameter(request, "done");
        if (done == null || done.length() > NOTICE_CHARACTERS_MAX) {
            return null;
        }
        var module = done.contains(".") ? done.substring(0, done.indexOf('.')) : "site";
        var key = module + ".done." + done.substring(done.indexOf('.') + 1);
        return words.knows(key) ? words.say(key) : null;
    }

    private static ZoneId zone(HttpServletRequest request, ZoneId otherwise) {
        for (var cookie : Objects.requireNonNullElse(request.getCookies(), new Cookie[0])) {
            if (cookie.getName().equals("tz")) {
                try {
                    return ZoneId.of(cookie.getValue().replace("%2F", "/"));
                } catch (DateTimeException unknown) {
                    return otherwise;
                }
            }
        }
        return otherwise;
    }

    /// The instant pages speak from.
    public Instant now() {
        return clock.instant();
    }
}
