package dev.countermand.payments.web;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.payments.Payments;
import dev.countermand.payments.reconcile.Reconciliations;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where the money of an order is, with its arithmetic; at the desk also each effect and what to report.
@Component
class MoneyPanel implements OrderPanel {

    private static final int GIVEN_MAX = 20;

    private final Payments payments;
    private final Reconciliations reconciliations;
    private final CaseLog log;
    private final Orders orders;
    private final Pages pages;

    MoneyPanel(Payments payments, Reconciliations reconciliations, CaseLog log, Orders orders, Pages pages) {
        this.payments = payments;
        this.reconciliations = reconciliations;
        this.log = log;
        this.orders = orders;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 500;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        var reader = page.reader();
        var order = orders.find(ref.id());
        if (order.isEmpty() || (reader != null && !reader.may(Right.SEE_MONEY))) {
            return null;
        }
        var money = payments.of(ref);
        var titles = order.get().lines().stream().collect(Collectors.toMap(Order.Line::line, Order.Line::title));
        var amounts = new Amounts(page.texts(), money.currency(), desk);
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("money", money);
        model.put("amounts", amounts);
        model.put("story", new MoneyStory(page.texts(), money.currency(), page.now(), desk, amounts.beyond(money) < 0));
        model.put("tasks", new MoneyTasks(page.texts(), money.currency(), page.now()));
        model.put("why", WhyAmounts.of(money, given(ref, titles), titles, amounts));
        model.put("terms", "/money/" + ref.seller() + "?at=" + order.get().boundAt());
        model.put("question", MoneyQuestion.of(money));
        model.put("contact", "/contact/" + ref.seller());
        model.put("differences", desk ? differences(ref, page) : List.of());
        model.put("desk", desk);
        return pages.part("payments/panel", model);
    }

    /// What was taken back, the oldest first.
    private List<GivenBack> given(OrderRef ref, Map<String, String> titles) {
        return log.latest(ref.id(), "payment.planned", GIVEN_MAX).reversed().stream()
                .map(entry -> GivenBack.of(entry, titles))
                .filter(back -> !back.lines().isEmpty())
                .toList();
    }

    private List<String> differences(OrderRef ref, Page page) {
        return reconciliations.open(ref).stream()
                .map(open -> open.sentence(page.texts()))
                .toList();
    }
}
