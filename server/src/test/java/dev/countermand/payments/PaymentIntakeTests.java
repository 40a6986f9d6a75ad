package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Tender;
import dev.countermand.orders.Stage;
import dev.countermand.orders.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PaymentIntakeTests extends Shop {

    @Autowired
    PaymentIntake intake;

    @Test
    void whatWasCanceledBeforeWeKnewItIsSettledAndNothingIsPlanned() {
        var order = imported(2, List.of(new Tender("card", "card", "manual", 3000, true)), 0);
        assertThat(money(order)).satisfies(money -> {
            assertThat(money.remaining()).isEqualTo(1000);
            assertThat(money.lines().getFirst().givenBack()).isEqualTo(2);
        });
        assertThat(payment(order)).satisfies(payment -> {
            assertThat(payment.refunded()).isEqualTo(2000);
            assertThat(payment.effects()).isEmpty();
            assertThat(payment.events()).singleElement().returns("snapshot", OrderMoney.Movement::origin);
        });
        assertThat(payments.quote(order, Map.of("1", 1), TERMS).refunded()).isEqualTo(1000);
    }

    @Test
    void aWholeCanceledImportCostsNothingAnyMore() {
        var order = imported(
                3,
                List.of(
                        new Tender("gift", "gift_card", "manual", 1000, true),
                        new Tender("card", "card", "manual", 1500, false)),
                500);
        assertThat(money(order)).satisfies(money -> {
            assertThat(money.remaining()).isZero();
            assertThat(money.stillDue()).isZero();
            assertThat(money.voided()).isEqualTo(1500);
            assertThat(money.refunded()).isEqualTo(1000);
        });
    }

    @Test
    void aThousandUnitsAndHundredLinesAreFrozenAsOneOrder() {
        var lines = new ArrayList<Order.Line>();
        for (int i = 1; i <= 100; i++) {
            lines.add(TestOrders.line("line " + i, 1000, 101 + i, 7, 0));
        }
        long total = TestOrders.total(true, lines, 499, 80, 1234);
        var order = taken(TestOrders.order(
                "JPY", true, lines, 499, 80, 1234, List.of(new Tender("card", "card", "manual", total, true)), 0));
        assertThat(money(order).lines()).hasSize(100);
        assertThat(money(order).lines().stream()
                        .mapToLong(OrderMoney.LineMoney::total)
                        .sum())
                .isEqualTo(total);
    }

    private Order imported(int canceled, List<Tender> tenders, long due) {
        var line = TestOrders.line("1", 3, 1000, 0, 0);
        var units = new Units(Map.of(Stage.CANCELED, canceled, Stage.OPEN, 3 - canceled));
        var moved = new Order.Line(
                line.line(),
                line.sku(),
                line.title(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.tax(),
                line.kind(),
                null,
                Map.of(),
                Map.of(),
                units);
        return taken(TestOrders.order("EUR", true, List.of(moved), 0, 0, 0, tenders, due));
    }

    private Order taken(Order template) {
        var number = UUID.randomUUID().toString();
        var ref = new OrderRef(new OrderId(Ids.mint(Ids.part(SELLER, number), clock.instant())), SELLER, number);
        var order = new Order(
                ref,
                template.version(),
                template.placedAt(),
                template.takenAt(),
                template.currency(),
                template.taxIncluded(),
                template.customer(),
                template.billingAddress(),
                null,
                template.lines(),
                template.shipping(),
                template.shippingTax(),
                template.shippingStandard(),
                template.fees(),
                template.discount(),
                template.payments(),
                template.amountDue(),
                Map.of());
        transaction.executeWithoutResult(status -> intake.taken(order, Actor.system("import")));
        return order;
    }
}
