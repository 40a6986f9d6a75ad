package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.spi.CodeSender;
import dev.countermand.kernel.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/// Links that let somebody in: invitations, forgotten passwords, the set-up, the rescue.
@AppTest
class InvitationTests extends Offices {

    private static final String NEW = "a phrase nobody knows";

    @Autowired
    Forgotten forgotten;

    @Autowired
    Tickets tickets;

    @Autowired
    LetterStore letters;

    @BeforeEach
    void later() {
        clock.advance(Duration.ofHours(2));
    }

    private Person invited(Browser by, String email, Role role) {
        var reply = by.post(
                "/desk/people", Map.of("email", email, "name", "New Person", "role", role.word(), "everywhere", "1"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return people.byEmail(email).orElseThrow();
    }

    @Test
    void anInvitationIsGoodOnceAndSignsIn() {
        var operator = browserOf(Role.OPERATOR);
        invited(operator, "new1@staff.example", Role.REPRESENTATIVE);
        var link = mailedLink("new1@staff.example");
        var page = browser().get(link);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("new1@staff.example");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        var weak = browser().post("/desk/welcome", Map.of("t", token(link), "password", "password1234"));
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.text()).contains("too easy to guess");
        var done = browser().post("/desk/welcome", Map.of("t", token(link), "password", NEW));
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser().after(done).get("/desk").status()).isEqualTo(200);
        assertThat(browser().get(link).status()).isEqualTo(404);
        var again = browser().post("/desk/welcome", Map.of("t", token(link), "password", "quite another phrase"));
        assertThat(again.status()).isEqualTo(404);
        assertThat(browser().signIn("new1@staff.example", NEW).status()).isEqualTo(303);
    }

    @Test
    void anInvitationEndsAfterSevenDaysAndANewerOneEndsTheOlder() {
        var operator = browserOf(Role.OPERATOR);
        var person = invited(operator, "new2@staff.example", Role.READ_ONLY);
        var first = mailedLink("new2@staff.example");
        assertThat(operator.post("/desk/people/" + person.id() + "/remind").status())
                .isEqualTo(303);
        var second = mailedLink("new2@staff.example");
        assertThat(browser().get(first).status()).isEqualTo(404);
        assertThat(browser().get(second).status()).isEqualTo(200);
        clock.advance(Duration.ofDays(7));
        assertThat(browser().get(second).status()).isEqualTo(404);
    }

    @Test
    void aLinkCanBeHandedOverByHandButOnlyToNewcomers() {
        var operator = browserOf(Role.OPERATOR);
        var person = invited(operator, "new3@staff.example", Role.READ_ONLY);
        var shown = operator.post("/desk/people/" + person.id() + "/link");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text()).contains("/desk/welcome?t=cmt_");
        var atWork = staff().hire(Role.REPRESENTATIVE);
        var refused = operator.post("/desk/people/" + atWork.id() + "/link");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).doesNotContain("cmt_");
    }

    @Test
    void aLinkOfSomebodyDisabledIsDead() {
        var operator = browserOf(Role.OPERATOR);
        var person = invited(operator, "new4@staff.example", Role.READ_ONLY);
        var link = mailedLink("new4@staff.example");
        operator.post("/desk/people/" + person.id() + "/disable");
        assertThat(browser().get(link).status()).isEqualTo(404);
    }

    @Test
    void whoeverForgotIsMailedAndWhoeverIsUnknownLearnsNothing() {
        var person = staff().hire(Role.REPRESENTATIVE);
        var there = browser().with(staff().open(person));
        var known = browser().post("/desk/forgotten", Map.of("email", person.email()));
        var unknown = browser().post("/desk/forgotten", Map.of("email", "nobody@staff.example"));
        assertThat(known.text().replace(person.email(), "…").replaceAll("value=\"[^\"]+\"", ""))
                .isEqualTo(unknown.text().replace("nobody@staff.example", "…").replaceAll("value=\"[^\"]+\"", ""));
        forgotten.tick();
        var link = mailedLink(person.email());
        var done = browser().post("/desk/welcome", Map.of("t", token(link), "password", NEW));
        assertThat(done.status()).isEqualTo(303);
        assertThat(there.get("/desk").status()).as("signed out elsewhere").isEqualTo(303);
        assertThat(browser().signIn(person.email(), NEW).status()).isEqualTo(303);
    }

    @Test
    void aClickTooManyLeavesTheArrivingLinkAlone() {
        var person = staff().hire(Role.REPRESENTATIVE);
        browser().post("/desk/forgotten", Map.of("email", person.email()));
        forgotten.tick();
        var link = mailedLink(person.email());
        browser().post("/desk/forgotten", Map.of("email", person.email()));
        forgotten.tick();
        assertThat(browser().get(link).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(browser().get(link).status()).isEqualTo(404);
    }

    @Test
    void unknownLinksAreSlowedDown() {
        for (int i = 0; i < 30; i++) {
            assertThat(browser().get("/desk/welcome?t=cmt_" + "x".repeat(43)).status())
                    .isEqualTo(404);
        }
        assertThat(browser().get("/desk/welcome?t=cmt_" + "x".repeat(43)).status())
                .isEqualTo(429);
    }

    @Test
    void theOperatorsKeyRescuesAnOperator() {
        var lost = staff().hire(Role.OPERATOR);
        store.disable(lost.id(), clock.instant());
        var reply = operator().post("/v1/operators", "{\"email\": \"" + lost.email() + "\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        var token = token(reply.json().path("link").asString());
        assertThat(browser()
                        .post("/desk/welcome", Map.of("t", token, "password", NEW))
                        .status())
                .isEqualTo(303);
        assertThat(browser().signIn(lost.email(), NEW).status()).isEqualTo(303);
        var seller = operator()
                .post("/v1/keys", "{\"seller\": \"rescue\"}")
                .json()
                .path("key")
                .asString();
        var body = "{\"email\": \"me@staff.example\"}";
        assertThat(dev.countermand.Http.at(port)
                        .as(seller)
                        .post("/v1/operators", body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theSetUpLinkIsDeadOnceAnOperatorCanComeIn() {
        var link = tickets.make(Tickets.Purpose.SETUP, null).address();
        staff().hire(Role.OPERATOR);
        assertThat(browser().get(link.getPath() + "?" + link.getQuery()).status())
                .isEqualTo(404);
    }

    @Test
    void aMailIsHandedOverOnceAndItsWordsAreForgotten() throws Exception {
        var operator = browserOf(Role.OPERATOR);
        var person = invited(operator, "new5@staff.example", Role.READ_ONLY);
        var sent = new ArrayList<CodeSender.Mail>();
        var beans = new StaticListableBeanFactory();
        beans.addBean("sender", (CodeSender) mail -> {
            if (sent.isEmpty()) {
                sent.add(mail);
                throw new IllegalStateException("the line broke");
            }
            sent.add(mail);
        });
        jdbc.sql("delete from accounts.letter where person <> :id")
                .param("id", person.id().value())
                .update();
        var worker = new LetterWorker(letters, beans.getBeanProvider(CodeSender.class), clock);
        worker.tick();
        assertThat(people.post(person).mail()).isEqualTo("waiting");
        clock.advance(Duration.ofMinutes(1));
        worker.tick();
        worker.tick();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).isEqualTo(sent.get(1));
        assertThat(sent.get(1).address()).isEqualTo("new5@staff.example");
        assertThat(people.post(person).mail()).isNull();
        assertThat(jdbc.sql("select body_text || body_html from accounts.letter where person = :id")
                        .param("id", person.id().value())
                        .query(String.class)
                        .single())
                .isEmpty();
    }
}
