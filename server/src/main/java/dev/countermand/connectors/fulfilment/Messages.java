package dev.countermand.connectors.fulfilment;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.spi.OrderStopper.Ask;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Words the messages to warehouses, once; they are frozen as they are worded.
@Component
class Messages {

    private record Message(String type, Instant timestamp, Data data) {}

    private record Data(
            String seller,
            @Nullable String order,
            @Nullable String attempt,
            @Nullable List<Line> lines,
            @Nullable Instant answerBy,
            String callback) {}

    private record Line(String line, @Nullable String sku, int quantity) {}

    private final OrderLinks links;

    Messages(OrderLinks links) {
        this.links = links;
    }

    /// Where a partner's callbacks come in.
    String callback(Partner partner) {
        return links.page("/v1/fulfilment/callbacks/" + partner.id()).toString();
    }

    /// @param kind `stop` or `resume`
    String about(String kind, Ask ask, Optional<Cancellation> attempt, Partner partner, Instant at) {
        var lines = new ArrayList<Line>();
        ask.units().forEach((line, quantity) -> {
            var sku = attempt.flatMap(known -> known.line(line)).map(Cancellation.Line::sku);
            lines.add(new Line(line, sku.orElse(null), quantity));
        });
        var by = kind.equals("stop") ? attempt.map(Cancellation::deadline).orElse(null) : null;
        return Json.write(new Message(
                "fulfilment." + kind,
                at,
                new Data(partner.seller().value(), ask.order().number(), ask.attempt(), lines, by, callback(partner))));
    }

    String test(Partner partner, Instant at) {
        var test = new LinkedHashMap<String, Object>();
        test.put("type", "fulfilment.test");
        test.put("timestamp", at);
        test.put("data", new Data(partner.seller().value(), null, null, null, null, callback(partner)));
        return Json.write(test);
    }
}
