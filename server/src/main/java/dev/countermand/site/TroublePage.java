package dev.countermand.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A failure as a page with a way back.
@Component
class TroublePage {

    private final Pages pages;

    TroublePage(Pages pages) {
        this.pages = pages;
    }

    String render(Trouble trouble, HttpServletRequest request) {
        var words = pages.words(request);
        var known = Stream.of(trouble.code(), String.valueOf(trouble.status()))
                .map(name -> "site.trouble." + name)
                .filter(words::knows)
                .findFirst()
                .orElse("site.trouble.other");
        var model = new HashMap<String, Object>();
        model.put("page", pages.page(request, null, known, Map.of()));
        var sentence = sentence(trouble, words);
        model.put("sentence", sentence == null ? trouble.detail() : sentence);
        model.put("detail", sentence == null || isSaid(trouble, words) ? null : trouble.detail());
        model.put("desk", request.getRequestURI().startsWith("/desk"));
        model.put("signIn", trouble.status() == 401 && request.getRequestURI().startsWith("/desk"));
        model.put("number", trouble.extra().get("id") instanceof String id ? id : null);
        return pages.render("site/trouble", model);
    }

    /// What the trouble is called on pages; null where its own words must do, which are English.
    private static @Nullable String sentence(Trouble trouble, Texts words) {
        if (isSaid(trouble, words)) {
            var needs = "accounts.right." + trouble.extra().get("needs");
            return words.say(key(trouble), Map.of("right", words.knows(needs) ? words.say(needs) : "none"));
        }
        var general = "site.trouble." + trouble.status() + ".sentence";
        return isEnglish(words) || !words.knows(general) ? null : words.say(general);
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
