package dev.countermand.site;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// A failure as a page with a way back.
@Component
class TroublePage {

    private final Texts texts;

    TroublePage(Texts texts) {
        this.texts = texts;
    }

    String render(Trouble trouble, HttpServletRequest request) {
        var words = texts.in(request.getLocale());
        String key = "site.trouble." + trouble.status();
        String title = words.say(words.knows(key) ? key : "site.trouble.other");
        return "<!doctype html><title>" + HtmlUtils.htmlEscape(title) + "</title><h1>" + HtmlUtils.htmlEscape(title)
                + "</h1><p>" + HtmlUtils.htmlEscape(trouble.detail()) + "</p><p><a href=\"/\">"
                + HtmlUtils.htmlEscape(words.say("site.trouble.home")) + "</a></p>";
    }
}
