package dev.countermand.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The commands of the [Pretend] server, one at a time.
final class PretendCommands {

    private final Pretend server;

    PretendCommands(Pretend server) {
        this.server = server;
    }

    Reply run(String call, JsonNode body, @Nullable Model hasty) {
        var words = call.split("[ /]", -1);
        if (call.startsWith("PUT")) {
            return put(body);
        }
        return switch (words[words.length - 1]) {
            case "cancellations" -> cancel(order(call), body);
            case "shipments" -> body.has("shippedAt") ? report(order(call), body) : claim(order(call), body, hasty);
            case "releases" -> release(order(call), body);
            case "answer" ->
                answer(words[words.length - 2], body.path("outcome").asString());
            case "withdraw" -> answer(words[words.length - 2], "withdraw");
            default -> Pretend.ok(Json.object().put("seen", true));
        };
    }

    /// Says yes without doing anything.
    Reply pretendOnly(String call, JsonNode body) {
        return call.endsWith("/cancellations")
                ? reply(
                        201,
                        Json.object().put("id", "can-lost" + server.things()).put("status", "canceled"))
                : run(call, body, null);
    }

    private PretendOrder order(String call) {
        return server.order(Pretend.number(call.substring(call.indexOf(' ') + 1)));
    }

    private Reply put(JsonNode body) {
        var known = server.known(body.path("number").asString());
        if (known != null) {
            return Pretend.ok(known.json());
        }
        var order = new PretendOrder(body.path("seller").asString(), body);
        server.know("ord" + order.number, order);
        server.publish(order.tell("order.taken", Json.object().put("number", order.number)));
        return reply(201, order.json());
    }

    Model model(PretendOrder order) {
        return new Model(
                order.lines.stream()
                        .map(l -> Seen.units(Json.read(Json.text(node(l)))))
                        .toList(),
                Map.of());
    }

    private static ObjectNode node(Map<String, Integer> units) {
        var node = Json.object();
        units.forEach(node::put);
        return node;
    }

    private Reply cancel(PretendOrder order, JsonNode body) {
        if (server.fault() == Pretend.Fault.ANSWERS_TRY_AGAIN && order.all("shipped") > 0) {
            return refusal("conflict");
        }
        var asked = order.asked(body, "open", "released");
        boolean enough = asked.entrySet().stream()
                .allMatch(e -> e.getValue() <= order.in(e.getKey(), "open") + order.in(e.getKey(), "released"));
        if (!enough || asked.values().stream().allMatch(n -> n == 0)) {
            return refusal(
                    order.all("canceled") > 0
                            ? "already_canceled"
                            : order.all("stopping") > 0 ? "pending" : "already_shipped");
        }
        var id = "can" + server.things();
        var cancellation = Json.object().put("id", id);
        var lines = cancellation.putArray("lines");
        order.cancellations.put(id, cancellation);
        server.know(id, order);
        int now = 0;
        boolean waits = false;
        for (var entry : asked.entrySet()) {
            int line = entry.getKey();
            int open = Math.min(entry.getValue(), order.in(line, "open"));
            int held = entry.getValue() - open;
            order.move(line, "open", "canceled", open);
            order.move(line, "released", "stopping", held);
            lines.addObject()
                    .put("line", String.valueOf(line + 1))
                    .put("requested", open + held)
                    .put("canceled", open)
                    .put("pending", held)
                    .put("unable", 0);
            now += open;
            waits |= held > 0;
        }
        order.giveBack(cancellation, now);
        cancellation.put("status", waits ? "attempting" : "canceled");
        tell(order, waits ? "cancellation.attempting" : "cancellation.canceled", cancellation);
        return reply(waits ? 202 : 201, cancellation);
    }

    private void tell(PretendOrder order, String kind, ObjectNode cancellation) {
        var data = Json.object().put("cancellation", cancellation.path("id").asString());
        data.set("money", cancellation.path("money").deepCopy());
        if (server.fault() == Pretend.Fault.ROUNDS_MONEY) {
            ((ObjectNode) data.path("money"))
                    .put("total", data.path("money").path("total").asLong() / 100 * 100);
        }
        server.publish(order.tell(kind, data));
        if (server.fault() == Pretend.Fault.TELLS_VERDICT_TWICE && kind.endsWith("successful")) {
            server.publish(order.tell(kind, data.deepCopy()));
        }
    }

    private Reply claim(PretendOrder order, JsonNode body, @Nullable Model hasty) {
        var asked = order.asked(body, "open", "released", "stopping");
        var seen = hasty == null ? model(order) : hasty;
        boolean enough = asked.entrySet().stream()
                .allMatch(e -> e.getValue() <= seen.lines().get(e.getKey()).left());
        boolean implied = !body.has("lines") && seen.lines().stream().anyMatch(l -> l.canceled() > 0);
        if (!enough || implied || asked.values().stream().allMatch(n -> n == 0)) {
            return refusal(order.all("canceled") > 0 ? "units_canceled" : "already_shipped");
        }
        return ship(order, body, asked, "order.shipped");
    }

    private Reply report(PretendOrder order, JsonNode body) {
        return ship(order, body, order.asked(body, "open", "released", "stopping"), "order.shipment_reported");
    }

    private Reply ship(PretendOrder order, JsonNode body, Map<Integer, Integer> asked, String kind) {
        var id = "shp" + server.things();
        var shipment = Json.object().put("id", body.path("id").asString()).put("publicId", id);
        server.know(id, order);
        var lines = shipment.putArray("lines");
        var data = Json.object().put("shipment", id);
        var moves = data.putArray("moves");
        asked.forEach((line, quantity) -> {
            int left = quantity;
            for (var stage : new String[] {"released", "open", "stopping", "canceled"}) {
                boolean allowed = !stage.equals("canceled") || kind.endsWith("reported");
                int some = allowed ? Math.min(left, order.in(line, stage)) : 0;
                if (some > 0) {
                    order.move(line, stage, "shipped", some);
                    moves.addObject()
                            .put("line", String.valueOf(line + 1))
                            .put("from", stage)
                            .put("to", "shipped")
                            .put("quantity", some);
                    tooLate(order, line, stage.equals("stopping") ? some : 0);
                    left -= some;
                }
            }
            lines.addObject().put("line", String.valueOf(line + 1)).put("quantity", quantity);
        });
        server.publish(order.tell(kind, data));
        return reply(201, shipment);
    }

    private void tooLate(PretendOrder order, int line, int units) {
        int left = units;
        for (var cancellation : order.cancellations.values()) {
            for (var part : cancellation.path("lines")) {
                int pending = part.path("pending").asInt();
                int some = Math.min(left, part.path("line").asString().equals(String.valueOf(line + 1)) ? pending : 0);
                if (some > 0) {
                    ((ObjectNode) part)
                            .put("pending", pending - some)
                            .put("unable", part.path("unable").asInt() + some);
                    left -= some;
                    settle(order, cancellation, "");
                }
            }
        }
    }

    private Reply release(PretendOrder order, JsonNode body) {
        order.asked(body, "open")
                .forEach(
                        (line, units) -> order.move(line, "open", "released", Math.min(units, order.in(line, "open"))));
        server.publish(order.tell("order.released", Json.object()));
        return Pretend.ok(Json.object());
    }

    private Reply answer(String id, String outcome) {
        var order = server.thingOf(id);
        var cancellation = java.util.Objects.requireNonNull(order.cancellations.get(id), id);
        var status = cancellation.path("status").asString();
        if (!status.equals("attempting")) {
            boolean same = outcome.equals("stopped") ? status.equals("successful") : status.equals("unable");
            return same ? Pretend.ok(cancellation) : refusal("verdict_final");
        }
        int stopped = 0;
        for (var part : cancellation.path("lines")) {
            int pending = part.path("pending").asInt();
            int line = Integer.parseInt(part.path("line").asString()) - 1;
            var member = outcome.equals("stopped") ? "canceled" : "unable";
            order.move(line, "stopping", outcome.equals("stopped") ? "canceled" : "released", pending);
            ((ObjectNode) part).put("pending", 0).put(member, part.path(member).asInt() + pending);
            stopped += outcome.equals("stopped") ? pending : 0;
        }
        order.giveBack(cancellation, stopped);
        settle(order, cancellation, outcome.equals("withdraw") ? "withdrawn" : "");
        return Pretend.ok(cancellation);
    }

    private void settle(PretendOrder order, ObjectNode cancellation, String verdict) {
        int pending = 0;
        int canceled = 0;
        int unable = 0;
        for (var part : cancellation.path("lines")) {
            pending += part.path("pending").asInt();
            canceled += part.path("canceled").asInt();
            unable += part.path("unable").asInt();
        }
        if (pending == 0) {
            var status = unable == 0 ? "successful" : canceled == 0 ? "unable" : "partly";
            cancellation.put("status", verdict.isEmpty() ? status : verdict);
            tell(order, "cancellation." + cancellation.path("status").asString(), cancellation);
        }
    }

    private static Reply reply(int status, JsonNode json) {
        return new Reply(status, "application/json", "", Json.text(json));
    }

    private static Reply refusal(String code) {
        return new Reply(409, "application/problem+json", "", "{\"code\":\"" + code + "\"}");
    }
}
