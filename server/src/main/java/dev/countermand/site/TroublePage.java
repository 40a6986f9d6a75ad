package dev.countermand.site;

import dev.countermand.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// A failure as a page with a way back.
@Component
class TroublePage {

    private final Pages pages;

    TroublePage(Pages pages) {
        this.pages = pages;
    }

    String render(Trouble met, HttpServletRequest request) {
        var words = pages.words(request);
        boolean desk = ProblemHandler.path(request).startsWith("/desk");
        var trouble = desk ? met : customers(met);
        var known = Stream.of(trouble.code(), String.valueOf(trouble.status()))
                .map(name -> "site.trouble." + name)
                .filter(words::knows)
                .findFirst()
                .orElse("site.trouble.other");
        var model = new HashMap<String, Object>();
        model.put("page", pages.page(request, desk ? staff() : null, known, Map.of()));
        var sentence = sentence(trouble, words);
        model.put("sentence", sentence == null ? trouble.detail() : sentence);
        model.put("detail", sentence == null || isAllSaid(trouble, words) ? null : trouble.detail());
        model.put("desk", desk);
        model.put("signIn", trouble.status() == 401 && desk);
        model.put("number", trouble.extra().get("id") instanceof String id ? id : null);
        return pages.render("site/trouble", model);
    }

    /// Elsewhere than at the desk it is a customer who is not let in, and what he needs is his link.
    private static Trouble customers(Trouble met) {
        return met.code().equals("sign_in_needed")
                ? new Trouble(met.status(), "link_needed", met.detail(), met.errors(), met.extra(), met.headers())
                : met;
    }

    /// What the trouble is called on pages; null where its own words must do, which are English.
    private static @Nullable String sentence(Trouble trouble, Texts words) {
        if (isSaid(trouble, words)) {
            var needs = "accounts.right." + trouble.extra().get("needs");
            return words.say(key(trouble), Map.of("right", words.knows(needs) ? words.say(needs) : "none"));
        }
        var general = "site.trouble." + trouble.status() + ".sentence";
        boolean isOwn = trouble.status() == HttpStatus.CONFLICT.value() && isEnglish(words);
        return isOwn || !words.knows(general) ? null : words.say(general);
    }

    /// Who is signed in at the desk finds his way on from there; null for nobody, and where nobody could
    /// find out.
    private static @Nullable Actor staff() {
        var known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Actor actor && actor.isStaff() ? actor : null;
    }

    /// What is meant for programs is not worth a reader's time: of a bug he is given the number.
    private static boolean isAllSaid(Trouble trouble, Texts words) {
        return isSaid(trouble, words)
                || trouble.code().equals(ProblemHandler.BUG)
                || trouble.status() == HttpStatus.SERVICE_UNAVAILABLE.value();
    }

    private static boolean isSaid(Trouble trouble, Texts words) {
        return words.knows(key(trouble));
    }

    private static String key(Trouble trouble) {
        return "site.trouble." + trouble.code() + ".sentence";
    }

    private static boolean isEnglish(Texts words) {
        return words.locale().getLanguage().equals("en");
    }
}
