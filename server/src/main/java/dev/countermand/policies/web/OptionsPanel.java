package dev.countermand.policies.web;

import dev.countermand.kernel.Money;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Option;
import dev.countermand.policies.Options;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyReason;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Below every line of an order: what can still be done with it, until when and for how much; or why not, and
/// what would change that.
@Component
class OptionsPanel implements OrderPanel {

    private final Orders orders;
    private final Options options;
    private final Pages pages;

    OptionsPanel(Orders orders, Options options, Pages pages) {
        this.orders = orders;
        this.options = options;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 400;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        return null;
    }

    @Override
    public Map<String, Content> lines(OrderRef ref, Page page, boolean desk) {
        var reader = page.reader();
        if (reader == null) {
            return Map.of();
        }
        return orders.find(ref.id())
                .map(order -> lines(order, options.of(order, reader, page.now()), page, desk))
                .orElse(Map.of());
    }

    private Map<String, Content> lines(Order order, List<Option> offered, Page page, boolean desk) {
        var byLine = new LinkedHashMap<String, List<LineOption>>();
        for (var option : offered) {
            if (option.line() != null && isWorthALine(option)) {
                byLine.computeIfAbsent(option.line(), line -> new ArrayList<>())
                        .add(new LineOption(option, money(option, order, page)));
            }
        }
        var base = (desk ? "/desk/orders/" : "/o/") + order.ref().id();
        var contents = new HashMap<String, Content>();
        byLine.forEach((line, told) -> contents.put(
                line,
                pages.part(
                        "policies/line",
                        Map.of(
                                "page", page,
                                "options", told,
                                "base", base,
                                "line", line,
                                "title", order.line(line).map(Order.Line::title).orElse(line)))));
        return contents;
    }

    /// What is not possible at this stage, but for canceling, is told by the API; on a page it would hide what is.
    private static boolean isWorthALine(Option option) {
        return option.remedy().equals(Remedy.CANCEL.word())
                || !option.decision().equals("refused")
                || RemedyReason.WINDOW_CLOSED.word().equals(option.reason());
    }

    /// What the option is worth; null where nothing comes back.
    private static @Nullable String money(Option option, Order order, Page page) {
        var money = option.money();
        if (money == null) {
            return null;
        }
        long back = minor(money, "total") - minor(money, "kept");
        return back > 0 ? page.texts().money(new Money(back, order.currency())) : null;
    }

    private static long minor(Map<String, Object> money, String member) {
        return money.get(member) instanceof Number amount ? amount.longValue() : 0;
    }
}
