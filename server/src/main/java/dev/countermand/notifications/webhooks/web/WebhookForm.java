package dev.countermand.notifications.webhooks.web;

import dev.countermand.kernel.Problem;
import dev.countermand.notifications.webhooks.Endpoint;
import dev.countermand.notifications.webhooks.Webhooks.Wish;
import dev.countermand.site.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/// What somebody fills in about an endpoint at the desk, as typed.
///
/// @param kinds as chosen; empty for all
public record WebhookForm(String url, String description, String contact, List<String> kinds) {

    static final WebhookForm EMPTY = new WebhookForm("", "", "", List.of());

    static WebhookForm of(Endpoint endpoint) {
        var contact = endpoint.contact();
        return new WebhookForm(
                endpoint.url(), endpoint.description(), contact == null ? "" : contact, endpoint.kinds());
    }

    static WebhookForm of(MultiValueMap<String, String> form) {
        return new WebhookForm(
                text(form, "url"),
                text(form, "description"),
                text(form, "contact"),
                form.getOrDefault("kinds", List.of()));
    }

    Wish wish() {
        return new Wish(url, description, kinds, contact, null);
    }

    /// What has to be looked at again: id of the field → sentence in the reader's language.
    static Map<String, String> errors(Problem problem, Texts texts) {
        var errors = new LinkedHashMap<String, String>();
        for (var wrong : problem.errors()) {
            var key = "webhooks.wrong." + wrong.code();
            var field = wrong.pointer().replaceFirst("^/", "").replaceFirst("/.*", "");
            errors.putIfAbsent(field, texts.knows(key) ? texts.say(key) : wrong.message());
        }
        if (errors.isEmpty()) {
            var key = "webhooks.wrong." + problem.code();
            errors.put("url", texts.knows(key) ? texts.say(key) : problem.detail());
        }
        return errors;
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
