package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.net.URI;
import java.time.Instant;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the tests of the page doors hold in hand: a browser, its cookies and the token of its form.
abstract class PageDoor {

    static final SellerId SELLER = new SellerId("page-door");

    @LocalServerPort
    int port;

    @Autowired
    OrderLinks links;

    @Autowired
    MutableClock clock;

    Http.Reply signIn(Http.Reply form, String key, String to) {
        return with("cm_form", form.cookie("cm_form"))
                .form("/desk/sign-in", "_csrf=" + token(form) + "&key=" + key + "&to=" + to);
    }

    static String token(Http.Reply form) {
        var field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.text());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    static OrderRef order(String number) {
        int part = Ids.part(SELLER, number);
        return new OrderRef(new OrderId(Ids.mint(part, Instant.EPOCH)), SELLER, number);
    }

    static String path(URI link) {
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    Http with(String cookie, String value) {
        return http().with("Cookie", cookie + "=" + value);
    }

    Http http() {
        return Http.at(port);
    }
}
