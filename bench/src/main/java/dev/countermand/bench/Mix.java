package dev.countermand.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One client's seeded stream of commands on the orders of a round: everything a shop, its shoppers, its
/// warehouse and its bookkeeping do to an order. The seed fixes the choices; which orders and attempts
/// are there to choose from depends on what the other clients were answered.
final class Mix {

    /// A command and the order it is about.
    record Next(Snapshot order, Call call) {}

    private static final String REASONS = "changed_mind,ordered_by_mistake,found_cheaper,too_slow,out_of_stock";

    /// In parts of a hundred.
    private static final Map<String, Integer> SHARES = Map.ofEntries(
            Map.entry("put", 13),
            Map.entry("put again", 3),
            Map.entry("release", 14),
            Map.entry("cancel", 12),
            Map.entry("cancel part", 16),
            Map.entry("stopped", 8),
            Map.entry("too_late", 6),
            Map.entry("withdraw", 4),
            Map.entry("claim", 10),
            Map.entry("report", 3),
            Map.entry("shipment event", 4),
            Map.entry("payment event", 7));

    private final String seller;
    private final String name;
    private final Known known;
    private final Random chance;
    private int sent;

    /// @param name unique per client and round; begins the order numbers and keys
    Mix(String seller, String name, Known known, long seed) {
        this.seller = seller;
        this.name = name;
        this.known = known;
        this.chance = new Random(seed);
    }

    /// The next command. Reads a payment's state from the server where the command must name something of
    /// it.
    Next next(Api api) throws IOException, InterruptedException {
        sent++;
        var order = known.order(chance);
        if (order.isEmpty()) {
            return put();
        }
        int dice = chance.nextInt(100);
        for (var share :
                SHARES.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            dice -= share.getValue();
            if (dice < 0) {
                return command(share.getKey(), order.get(), api).orElseGet(() -> cancelPart(order.get()));
            }
        }
        throw new IllegalStateException("the shares are not a hundred");
    }

    private Optional<Next> command(String what, Snapshot order, Api api) throws IOException, InterruptedException {
        return switch (what) {
            case "put" -> Optional.of(put());
            case "put again" -> Optional.of(putAgain(order));
            case "release" -> Optional.of(on(order, "release", "/releases", some(order, 3)));
            case "cancel" -> Optional.of(on(order, "cancel", "/cancellations", reason(Json.object())));
            case "cancel part" -> Optional.of(cancelPart(order));
            case "stopped", "too_late" ->
                known.attempt(chance)
                        .map(t -> about(t, "answer", "cancellations/" + t.id() + "/answer", "outcome", what));
            case "withdraw" ->
                known.attempt(chance)
                        .map(t -> about(t, "withdraw", "cancellations/" + t.id() + "/withdraw", "note", null));
            case "claim" -> Optional.of(on(order, "claim", "/shipments", parcel(some(order, 2))));
            case "report" ->
                Optional.of(
                        on(order, "report", "/shipments", parcel(one(order)).put("shippedAt", "2026-11-21T09:00:00Z")));
            case "shipment event" -> known.shipment(chance).map(this::delivered);
            default -> payment(api);
        };
    }

    private Next put() {
        var order = Snapshot.any(seller, name + "-" + sent, chance);
        return new Next(order, order.put(key()));
    }

    // A later snapshot: new contact data, or a tax that must not change any more.
    private Next putAgain(Snapshot order) {
        var later = order.json().replace("\"version\":1", "\"version\":" + (sent + 1));
        later = chance.nextInt(3) == 0
                ? later.replaceFirst("\"tax\":\\d+", "\"tax\":0")
                : later.replace("ada+", "ada+" + sent + "+");
        return new Next(order, new Call("put again", order.number(), "PUT", Call.order(order.number()), later, key()));
    }

    private Next cancelPart(Snapshot order) {
        return on(order, "cancel", "/cancellations", reason(one(order)));
    }

    private Next on(Snapshot order, String what, String door, ObjectNode body) {
        var path = Call.order(order.number()) + door + "?seller=" + seller;
        return new Next(order, Call.post(what, order.number(), path, Json.text(body), key()));
    }

    private Next about(
            Known.Thing thing,
            String what,
            String path,
            String member,
            @org.jspecify.annotations.Nullable String value) {
        var body = Json.object();
        if (value != null) {
            body.put(member, value);
        }
        return new Next(thing.order(), Call.post(what, thing.order().number(), "/v1/" + path, Json.text(body), key()));
    }

    private Next delivered(Known.Thing shipment) {
        var body = Json.object()
                .put("status", "delivered")
                .put("at", "2026-11-22T15:00:00Z")
                .put("description", "Left with a neighbour");
        return new Next(
                shipment.order(),
                Call.post(
                        "shipment event",
                        shipment.order().number(),
                        "/v1/shipments/" + shipment.id() + "/events",
                        Json.text(body),
                        key()));
    }

    // The shop moves the money of one effect that is still open, and reports it.
    private Optional<Next> payment(Api api) throws IOException, InterruptedException {
        var payment = known.payment(chance);
        if (payment.isEmpty()) {
            return Optional.empty();
        }
        var thing = payment.get();
        var state = api.send(Call.get("read", thing.order().number(), "/v1/payments/" + thing.id()));
        var open = new ArrayList<JsonNode>();
        for (var effect : state.json().path("effects")) {
            if (List.of("planned", "sent").contains(effect.path("state").asString(""))) {
                open.add(effect);
            }
        }
        if (open.isEmpty() || chance.nextInt(4) == 0) {
            return Optional.of(captured(thing, state.json().path("authorized").asLong(1)));
        }
        return Optional.of(paid(thing, open.get(chance.nextInt(open.size()))));
    }

    // Even when it is too late or was done before: then the answer is a refusal, and that is repeated, too.
    private Next captured(Known.Thing payment, long amount) {
        return about(payment, Json.object().put("type", "captured").put("amount", amount));
    }

    private Next paid(Known.Thing payment, JsonNode effect) {
        var body = Json.object()
                .put("type", effect.path("kind").asString().equals("void") ? "voided" : "refunded")
                .put("amount", effect.path("amount").asLong())
                .put("reference", effect.path("id").asString());
        return about(payment, body);
    }

    private Next about(Known.Thing payment, ObjectNode body) {
        return new Next(
                payment.order(),
                Call.post(
                        "payment event",
                        payment.order().number(),
                        "/v1/payments/" + payment.id() + "/events",
                        Json.text(body),
                        key()));
    }

    private ObjectNode some(Snapshot order, int oneIn) {
        return chance.nextInt(oneIn) == 0 ? one(order) : Json.object();
    }

    private ObjectNode one(Snapshot order) {
        int line = chance.nextInt(order.quantities().size());
        var body = Json.object();
        body.putArray("lines")
                .addObject()
                .put("line", String.valueOf(line + 1))
                .put("quantity", chance.nextInt(1, order.quantities().get(line) + 1));
        return body;
    }

    private ObjectNode parcel(ObjectNode body) {
        return body.put("id", name + "-" + sent).put("carrier", "ups").put("tracking", "1Z" + name + sent);
    }

    private ObjectNode reason(ObjectNode body) {
        var reasons = REASONS.split(",", -1);
        return body.put("reason", reasons[chance.nextInt(reasons.length)]);
    }

    private String key() {
        return name + "/" + sent;
    }
}
