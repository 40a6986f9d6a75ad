package dev.countermand.accounts.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Http;
import dev.countermand.orders.Snapshots;

/// A seller's order with everything that somebody could lay hands on: a release, an attempt that waits, a
/// payment.
///
/// @param order its public id
/// @param cancellation an attempt that waits for the warehouse
record ShopInTrouble(String seller, String number, String order, String cancellation, String payment) {

    static ShopInTrouble of(Http operator, String seller, String number) {
        var put = operator.put(
                "/v1/orders/" + number + "?seller=" + seller,
                Snapshots.example().toString());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var path = "/v1/orders/" + number;
        operator.post(path + "/releases?seller=" + seller, "{\"lines\": [{\"line\": \"1\", \"quantity\": 2}]}");
        var attempt = operator.post(
                path + "/cancellations?seller=" + seller,
                "{\"reason\": \"changed_mind\", \"lines\": [{\"line\": \"1\", \"quantity\": 3}]}");
        assertThat(attempt.status()).as(attempt.text()).isEqualTo(202);
        var payments = operator.get(path + "/payments?seller=" + seller).json();
        return new ShopInTrouble(
                seller,
                number,
                operator.get(path + "?seller=" + seller).json().path("id").asString(),
                attempt.json().path("id").asString(),
                payments.path("payments").get(0).path("publicId").asString());
    }

    /// The same address with the names filled in.
    String fill(String path) {
        return path.replace("{seller}", seller)
                .replace("{number}", number)
                .replace("{order}", order)
                .replace("{cancellation}", cancellation)
                .replace("{payment}", payment);
    }
}
