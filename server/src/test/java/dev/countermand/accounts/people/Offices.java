package dev.countermand.accounts.people;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Role;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What tests about people stand on.
abstract class Offices {

    static final Actor OPERATOR = Actor.of(Role.OPERATOR, "test", Set.of(), Actor.Channel.API, "key_test");

    @LocalServerPort
    int port;

    @Autowired
    MutableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PersonStore store;

    @Autowired
    People people;

    @Autowired
    Passwords passwords;

    @Autowired
    Sessions sessions;

    @Autowired
    Sellers sellers;

    @Autowired
    TransactionTemplate transaction;

    Staff staff() {
        return new Staff(store, people, passwords, sessions, sellers, transaction);
    }

    Browser browser() {
        return Browser.at(port);
    }

    Browser browserOf(Role role, String... at) {
        return browser().with(staff().sessionOf(role, at));
    }

    Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }

    /// The link in the last mail to this address.
    String mailedLink(String email) {
        var text = jdbc.sql("""
                select body_text
                  from accounts.letter l
                  join accounts.person p on p.id = l.person
                 where p.email_key = :email
                """).param("email", email).query(String.class).single();
        int from = text.indexOf("/desk/welcome?t=");
        return text.substring(from, text.indexOf('\n', from));
    }

    static String token(String link) {
        return link.substring(link.indexOf("t=") + 2);
    }
}
