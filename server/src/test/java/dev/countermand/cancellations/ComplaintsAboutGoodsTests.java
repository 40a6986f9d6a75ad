package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What shops complained about elsewhere, told as what happens here: units that come back.
@ByHand
class ComplaintsAboutGoodsTests extends Bench {

    @Test
    void complaint14StockThatCameBackDoesNotComeBackASecondTime() {
        var number = order(3, 1);
        shop.cancel(number, "1:2").expect(201);
        assertThat(shop.cancel(number, "1:2").expect(409).at("/code")).isEqualTo("already_canceled");
        shop.cancel(number, "").expect(201);
        assertThat(shop.cancel(number, "").expect(409).at("/code")).isEqualTo("already_canceled");
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
        assertThat(movedToCanceled(number)).isEqualTo(4);
    }

    @Test
    void complaint15StockComesBackWhereItWasTakenFromAndNoCounterFallsBelowZero() {
        var number = order(3, 2);
        shop.release(number, "1:2").expect(200);
        shop.cancel(number, "1:1").expect(201);
        assertThat(shop.units(number, "1")).isEqualTo("released 2 canceled 1");
        assertThat(shop.units(number, "2")).isEqualTo("open 2");
        var attempt = shop.cancel(number, "1:2").expect(202).id();
        shop.answer(attempt, "stopped", "").expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
        assertThat(shop.units(number, "2")).isEqualTo("open 2");
        var again = shop.release(number, "1:1").expect(200).body();
        assertThat(again.path("granted")).isEmpty();
        assertThat(shop.units(number, "1")).isEqualTo("canceled 3");
    }

    @Test
    void complaint16WhatIsWantedAfterAllIsReservedAgainAndWhatIsCanceledStaysSo() {
        var number = released(2);
        var attempt = shop.cancel(number, "").expect(202).id();
        assertThat(shop.units(number, "1")).isEqualTo("stopping 2");
        shop.withdraw(attempt).expect(200);
        assertThat(shop.units(number, "1")).isEqualTo("released 2");
        shop.claim(number, "p1", "1:2").expect(201);
        var canceled = shop.order("W1002", now(), 1);
        shop.cancel(canceled, "").expect(201);
        assertThat(shop.claim(canceled, "p2", "").expect(409).at("/code")).isEqualTo("units_canceled");
        assertThat(shop.units(canceled, "1")).isEqualTo("canceled 1");
    }

    private int movedToCanceled(String number) {
        return jdbc.sql("select sum(quantity) from orders.move where order_id = :order and to_stage = 'canceled'")
                .param("order", ref(number).id().value())
                .query(Integer.class)
                .single();
    }
}
