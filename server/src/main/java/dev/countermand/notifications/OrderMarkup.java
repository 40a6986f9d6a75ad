package dev.countermand.notifications;

import dev.countermand.cases.Entry;
import dev.countermand.site.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// An order in the words of schema.org.
final class OrderMarkup {

    private static final String CONTEXT = "https://schema.org";

    private OrderMarkup() {}

    static String of(Entry entry, String seller, URI link, String status) {
        var order = new LinkedHashMap<String, Object>();
        order.put("@context", CONTEXT);
        order.put("@type", "Order");
        order.put("orderNumber", entry.order().number());
        order.put("orderStatus", CONTEXT + '/' + status);
        order.put("merchant", Map.of("@type", "Organization", "name", seller));
        order.put("url", link.toString());
        order.put("potentialAction", Map.of("@type", "ViewAction", "target", link.toString()));
        return escape(Json.write(order));
    }

    /// Nothing in it can end the script element or begin another.
    private static String escape(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
