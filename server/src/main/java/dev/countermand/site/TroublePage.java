package dev.countermand.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
        model.put("sentence", sentence(trouble, words));
        model.put("signIn", trouble.status() == 401 && request.getRequestURI().startsWith("/desk"));
        model.put("number", trouble.extra().get("id") instanceof String id ? id : null);
        return pages.render("site/trouble", model);
    }

    /// What the trouble is called on pages; its own words where nobody translated them.
    private static String sentence(Trouble trouble, Texts words) {
        var key = "site.trouble." + trouble.code() + ".sentence";
        return words.knows(key) ? words.say(key) : trouble.detail();
    }
}
