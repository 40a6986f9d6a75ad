package dev.countermand.notifications;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// The pairs of mail templates. Where one stands for a kind of fact, that kind is told:
/// `cancellation.successful` by `jte/cancellations/mail/successfulHtml.jte` and `successfulText.jte`.
@Component
class MailTemplates {

    private static final Pattern KIND = Pattern.compile("([a-z_]+)\\.([a-z_]+)");

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /// Whether facts of this kind are told by mail.
    boolean tell(String kind) {
        return KIND.matcher(kind).matches()
                && engine.hasTemplate(template(kind, "Html"))
                && engine.hasTemplate(template(kind, "Text"));
    }

    /// A message in words.
    record Words(String subject, String text, String html) {}

    /// Renders both; the first line of the plain text is the subject. Empty when the templates have
    /// nothing to say about this fact: then nobody is told.
    Optional<Words> render(String kind, News news) {
        var text = new PlainOutput();
        engine.render(template(kind, "Text"), news, text);
        if (text.text().isBlank()) {
            return Optional.empty();
        }
        var html = new StringOutput();
        engine.render(template(kind, "Html"), news, html);
        var parts = text.text().split("\n\n", 2);
        return Optional.of(new Words(parts[0], parts[1], html.toString()));
    }

    private static String template(String kind, String form) {
        return KIND.matcher(kind).replaceFirst("$1s/mail/$2") + form + ".jte";
    }
}
