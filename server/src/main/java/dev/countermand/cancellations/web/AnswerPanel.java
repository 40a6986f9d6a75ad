package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationReason;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Option;
import dev.countermand.policies.Options;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The answer to the one question a shopper comes with: can I still get out of this, and how?
@Component
class AnswerPanel implements OrderPanel {

    private final Cancellations cancellations;
    private final Orders orders;
    private final Options options;
    private final Pages pages;

    AnswerPanel(Cancellations cancellations, Orders orders, Options options, Pages pages) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.options = options;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 100;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        return orders.find(ref.id())
                .map(order -> pages.part("cancellations/answer", model(order, page, desk)))
                .orElse(null);
    }

    @Override
    public @Nullable Content card(OrderRef ref, Page page) {
        return orders.find(ref.id())
                .map(order -> pages.part("cancellations/card", model(order, page, false)))
                .orElse(null);
    }

    private Map<String, Object> model(Order order, Page page, boolean desk) {
        var all = options.of(order, Objects.requireNonNull(page.reader()), page.now());
        var offered =
                all.stream().filter(option -> option.remedy().equals("cancel")).toList();
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("number", order.ref().number());
        model.put("desk", desk);
        model.put("base", (desk ? "/desk/orders/" : "/o/") + order.ref().id());
        // At the desk the button stands in the page's head.
        boolean may = page.may(Right.CANCEL) && !desk;
        model.put(
                "cancelable",
                may && offered.stream().anyMatch(option -> !option.decision().equals("refused")));
        boolean changeable = may
                && all.stream()
                        .anyMatch(option -> option.remedy().equals("change")
                                && !option.decision().equals("refused"));
        model.put("readdressable", changeable);
        model.put(
                "changeable",
                changeable
                        && order.lines().stream()
                                .anyMatch(line -> AskForm.stoppable(line) > 0
                                        && !ChangeForm.offers(line).isEmpty()));
        model.put("answer", page.say("cancellations.answer." + answer(order, offered) + (desk ? ".desk" : "")));
        model.put("until", until(offered));
        return model;
    }

    /// The first that is true, from the most hopeful on.
    private String answer(Order order, List<Option> offered) {
        if (cancellations.of(order.ref()).stream().map(Cancellation::status).anyMatch(s -> s.isPending())) {
            return "pending";
        }
        if (has(offered, "granted", "at_once")) {
            if (has(offered, "granted", "attempt")) {
                return "mixed";
            }
            return offered.stream().allMatch(AnswerPanel::isGrantedOrGone) ? "at_once" : "part";
        }
        if (has(offered, "granted", "attempt")) {
            return "attempt";
        }
        if (offered.stream().anyMatch(option -> option.decision().equals("needs_person"))) {
            return "person";
        }
        if (order.unitsIn(Stage.OPEN) + order.unitsIn(Stage.RELEASED) > 0) {
            return "closed";
        }
        if (order.unitsIn(Stage.SHIPPED) > 0) {
            return "shipped";
        }
        return order.unitsIn(Stage.DELIVERED) > 0 ? "delivered" : "canceled";
    }

    /// What is canceled already is no longer a part of the order.
    private static boolean isGrantedOrGone(Option option) {
        return option.decision().equals("granted")
                || CancellationReason.ALREADY_CANCELED.word().equals(option.reason());
    }

    private static boolean has(List<Option> offered, String decision, String how) {
        return offered.stream().anyMatch(option -> option.decision().equals(decision) && how.equals(option.how()));
    }

    private static @Nullable Instant until(List<Option> offered) {
        return offered.stream()
                .filter(option -> option.decision().equals("granted"))
                .map(Option::until)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
