package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import org.junit.jupiter.api.Test;

/// What has left already is recorded, whatever was said before. Line 1 has three units, line 2 one.
@AppTest
class ShipmentReportTests extends ParcelDoor {

    @Test
    void aReportIsAlwaysRecordedAndTakesCanceledUnitsLast() {
        move("1", Stage.OPEN, Stage.CANCELED, 2);
        var reply = report("p1", "1:2");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.units("1")).isEqualTo("canceled=1 shipped=2");
        assertThat(reply.json().at("/lines/0/fromCanceled").intValue()).isEqualTo(1);
        assertThat(reply.json().path("report").booleanValue()).isTrue();
        assertThat(kinds()).contains("order.shipment_reported");
    }

    @Test
    void aReportWithoutLinesMeansEverythingThatHasNotShipped() {
        move("1", Stage.OPEN, Stage.CANCELED, 1);
        claim("p1", "2:1");
        var reply = report("p2", "");
        assertThat(reply.shares("lines")).isEqualTo("1:3");
        assertThat(reply.units("1")).isEqualTo("shipped=3");
        assertThat(report("p3", "").status()).isEqualTo(201);
    }

    @Test
    void aReportOfUnitsThatHadShippedBeforeIsRecordedAsExcess() {
        claim("p1", "1:2");
        var reply = report("p2", "1:3");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/lines/0/quantity").intValue()).isEqualTo(1);
        assertThat(reply.json().at("/lines/0/excess").intValue()).isEqualTo(2);
        assertThat(reply.units("1")).isEqualTo("shipped=3");
        assertThat(report("p3", "1:4").faults()).containsExactly("/lines/0/quantity more_than_ordered");
    }

    private Calls.Reply report(String id, String shares) {
        return shop.post(number, "shipments", parcel(id, shares, ", \"shippedAt\": \"2026-11-20T08:00:00Z\""));
    }
}
