package dev.countermand.payments;

import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.payments.MoneyAuditStore.Kept;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// What the log told about money that the terms withheld, beside what the bills say.
final class WithheldTold {

    private final Map<UUID, Kept> told = new HashMap<>();

    void take(Entry entry) {
        if (!entry.kind().equals("payment.planned")) {
            return;
        }
        var order = entry.order().id().value();
        var money = entry.body().path("money");
        long fee = 0;
        for (var withheld : money.path("withheld")) {
            boolean canceling = withheld.path("what").asString("").equals(MoneyBack.Withheld.CANCELLATION_FEE);
            fee += canceling ? withheld.path("amount").asLong(0) : 0;
        }
        var kept = new Kept(order, money.path("kept").asLong(0), fee);
        told.merge(order, kept, (one, two) -> new Kept(order, one.kept() + two.kept(), one.fee() + two.fee()));
    }

    void compare(Kept stored, Consumer<Finding> found) {
        var sums = told.getOrDefault(stored.order(), new Kept(stored.order(), 0, 0));
        if (!sums.equals(stored)) {
            found.accept(new Finding(
                    "P7",
                    "kept_told",
                    stored.order(),
                    stored.kept() + " withheld, " + stored.fee() + " of it for canceling",
                    sums.kept() + " and " + sums.fee() + ", as the order's log told",
                    "More or less was withheld than was told: compare the log with the terms of the seller."));
        }
    }
}
