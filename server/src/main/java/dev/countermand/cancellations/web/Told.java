package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.site.Texts;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the customer will read first when a cancellation is made, in his language.
///
/// @param address where it goes; null when there is none
/// @param language in which it is written, in the reader's words
/// @param because the reason as the customer reads it; null when none is told
public record Told(
        @Nullable String address,
        String language,
        String subject,
        String title,
        String sentence,
        @Nullable String because) {

    static Told of(Order order, Cancellation would, String seller, Texts reader) {
        var locale = Locale.forLanguageTag(order.customer().locale());
        var texts = reader.in(locale);
        boolean stores = would.reason().isStores();
        var values = Map.of("order", order.ref().number(), "seller", seller);
        var kind = "notifications.cancellation." + kind(would.status(), stores);
        boolean part = isPart(order, would);
        return new Told(
                order.customer().email(),
                texts.locale().getDisplayLanguage(reader.locale()),
                texts.say(variant(texts, kind + ".subject", part, stores), values),
                texts.say(variant(texts, kind + ".title", part, stores), values),
                texts.say(variant(texts, kind + ".sentence", part, stores), values),
                stores ? texts.say("notifications.mail.reason." + would.reason().word()) : null);
    }

    private static String kind(CancellationStatus status, boolean stores) {
        return switch (status) {
            case ATTEMPTING -> "attempting";
            case WAITING -> "waiting";
            case CANCELED, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN, REFUSED -> stores ? "store_canceled" : "canceled";
        };
    }

    private static String variant(Texts texts, String key, boolean part, boolean stores) {
        if (part && texts.knows(key + ".part")) {
            return key + ".part";
        }
        if (stores && texts.knows(key + ".store")) {
            return key + ".store";
        }
        return texts.knows(key) ? key : key + ".seller";
    }

    /// Whether anything of the order goes on.
    private static boolean isPart(Order order, Cancellation would) {
        int taken = would.canceled() + would.pending();
        int there = order.unitsIn(Stage.OPEN)
                + order.unitsIn(Stage.RELEASED)
                + order.unitsIn(Stage.STOPPING)
                + order.unitsIn(Stage.SHIPPED)
                + order.unitsIn(Stage.DELIVERED);
        return there > taken;
    }
}
