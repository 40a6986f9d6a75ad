package dev.countermand.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/// An order that is paid at the sandbox's provider, and the cancellations by which it is taken back piece by
/// piece.
///
/// @param charge what the provider calls its payment
/// @param captured whether the money was taken; else it is only held
/// @param cancellations the calls, in their order
record RefundOrder(Snapshot snapshot, String charge, boolean captured, String json, List<Call> cancellations) {

    static final String SELLER = "refunds";

    private static final int PIECES_MAX = 3;
    private static final int HELD_PERCENT = 25;

    static RefundOrder any(String number, Random chance) {
        var snapshot = Snapshot.any(SELLER, number, chance);
        while (snapshot.total() == 0) {
            // What costs nothing is not paid, so nothing of it goes back.
            snapshot = Snapshot.any(SELLER, number, chance);
        }
        var charge = "ch_bench_" + number;
        boolean captured = chance.nextInt(100) >= HELD_PERCENT;
        var json = (ObjectNode) Json.read(snapshot.json());
        json.putArray("payments")
                .addObject()
                .put("id", charge)
                .put("tender", "card")
                .put("gateway", "sandbox")
                .put("amount", snapshot.total())
                .put("captured", captured);
        return new RefundOrder(snapshot, charge, captured, Json.text(json), cancellations(snapshot, chance));
    }

    private static List<Call> cancellations(Snapshot snapshot, Random chance) {
        var units = new ArrayList<String>();
        for (int line = 0; line < snapshot.quantities().size(); line++) {
            for (int i = 0; i < snapshot.quantities().get(line); i++) {
                units.add(String.valueOf(line + 1));
            }
        }
        Collections.shuffle(units, chance);
        int pieces = Math.min(units.size(), 1 + chance.nextInt(PIECES_MAX));
        // Some orders keep a unit.
        int given = units.size() - (units.size() > pieces && chance.nextInt(4) == 0 ? 1 : 0);
        var calls = new ArrayList<Call>();
        for (int piece = 0; piece < pieces; piece++) {
            var some = units.subList(given * piece / pieces, given * (piece + 1) / pieces);
            calls.add(cancellation(snapshot.number(), piece, some));
        }
        return List.copyOf(calls);
    }

    private static Call cancellation(String number, int piece, List<String> units) {
        var body = Json.object().put("reason", "ordered_by_mistake");
        var lines = body.putArray("lines");
        units.stream()
                .distinct()
                .sorted()
                .forEach(line -> lines.addObject()
                        .put("line", line)
                        .put("quantity", units.stream().filter(line::equals).count()));
        return Call.post(
                "cancel",
                number,
                Call.order(number) + "/cancellations?seller=" + SELLER,
                Json.text(body),
                "cancel-" + number + "-" + piece);
    }

    Call put() {
        return new Call(
                "put", snapshot.number(), "PUT", Call.order(snapshot.number()), json, "put-" + snapshot.number());
    }
}
