package dev.countermand.accounts.people;

import dev.countermand.kernel.Ids;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import gg.jte.output.StringOutput;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Writes the mails to people of the shop, inside the caller's transaction. A newer one takes the place of
/// an older one, as its link does.
@Component
class Letters {

    static final String INVITATION = "accounts.invitation";
    static final String PASSWORD = "accounts.password";

    private final LetterStore store;
    private final Pages pages;
    private final Clock clock;

    Letters(LetterStore store, Pages pages, Clock clock) {
        this.store = store;
        this.pages = pages;
        this.clock = clock;
    }

    void invite(Person person, Tickets.Link link, String by, Texts words) {
        var role = words.say("accounts.role." + person.role().word());
        write(person, INVITATION, link, words, Map.of("name", person.name(), "by", by, "role", role));
    }

    void newPassword(Person person, Tickets.Link link, Texts words) {
        write(person, PASSWORD, link, words, Map.of("name", person.name()));
    }

    Optional<String> status(Person.Id person) {
        return store.status(person).filter(status -> !status.equals("sent"));
    }

    private void write(Person person, String kind, Tickets.Link link, Texts words, Map<String, String> values) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var key = "accounts.mail." + kind.substring(kind.indexOf('.') + 1);
        var until = Map.of("until", words.exact(link.endsAt()));
        var subject = words.say(key + ".subject", values);
        var greeting = words.say("accounts.mail.greeting", values);
        var sentences = List.of(words.say(key + ".sentence", values), words.say("accounts.mail.until", until));
        var ending = words.say(key + ".not_you");
        var button = words.say(key + ".button");
        var text = String.join(
                "\n\n", greeting, String.join(" ", sentences), button + ":\n" + link.address(), ending, "Countermand");
        var html = new StringOutput();
        pages.part(
                        "accounts/mailHtml",
                        Map.of(
                                "language", words.locale().toLanguageTag(),
                                "title", subject,
                                "greeting", greeting,
                                "sentences", sentences,
                                "link", link.address().toString(),
                                "button", button,
                                "ending", ending))
                .writeTo(html);
        store.add(new LetterStore.Draft(Ids.mint(0, now), person.id(), kind, subject, text, html.toString(), now));
    }
}
