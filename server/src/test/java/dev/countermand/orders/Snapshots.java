package dev.countermand.orders;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Order snapshots for tests, in the form of the API.
public final class Snapshots {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Snapshots() {}

    /// One line of three units and one of one, paid by a card that was not charged yet.
    public static ObjectNode example() {
        return parse("""
                {"placedAt": "2026-11-20T10:00:00Z", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "phone": "+4930123456",
                              "locale": "en-US", "country": "DE"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [
                   {"line": "1", "sku": "30S4", "title": "Jet Set tote", "quantity": 3, "unitPrice": 12950,
                    "discount": 500, "tax": 6123, "attributes": {"color": "black"}},
                   {"line": "2", "sku": "B7", "title": "Belt", "quantity": 1, "unitPrice": 4000, "tax": 639}],
                 "shipping": 495, "shippingTax": 79,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": 42845}]}
                """);
    }

    public static ObjectNode parse(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }
}
