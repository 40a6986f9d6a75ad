package dev.countermand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.OrderRef;

/// Somebody who came to his order by the link in a mail.
public final class Shopper {

    private Shopper() {}

    /// The order's page as he reads it.
    public static String page(int port, OrderLinks links, OrderRef order) {
        var link = links.open(order);
        var opened = Http.at(port).get(link.getRawPath() + "?" + link.getRawQuery());
        var page = Http.at(port)
                .with("Cookie", "cm_orders=" + opened.cookie("cm_orders"))
                .get("/o/" + order.id());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text();
    }
}
