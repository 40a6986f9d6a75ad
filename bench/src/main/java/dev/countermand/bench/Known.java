package dev.countermand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What the clients of a round have learnt from answers so far, shared among them: the things that
/// commands can be about. Safe for many threads.
final class Known {

    /// Something with an id that belongs to an order.
    record Thing(String id, Snapshot order) {}

    private final List<Snapshot> orders = new ArrayList<>();
    private final List<Thing> attempts = new ArrayList<>();
    private final List<Thing> shipments = new ArrayList<>();
    private final List<Thing> payments = new ArrayList<>();

    /// Learns from an answer to a command about this order.
    synchronized void learn(Snapshot order, Call call, Reply reply) {
        var json = reply.json();
        if (reply.status() / 100 != 2) {
            return;
        }
        switch (call.what()) {
            case "put" -> {
                orders.add(order);
                json.path("payments")
                        .forEach(p -> payments.add(new Thing(p.path("publicId").asString(), order)));
            }
            case "cancel" -> {
                if (reply.status() == 202) {
                    attempts.add(new Thing(json.path("id").asString(), order));
                }
            }
            case "claim", "report" ->
                shipments.add(new Thing(json.path("publicId").asString(), order));
            default -> {
                // Nothing new to talk about.
            }
        }
    }

    synchronized List<Snapshot> orders() {
        return List.copyOf(orders);
    }

    synchronized Optional<Snapshot> order(RandomGenerator chance) {
        return any(orders, chance);
    }

    synchronized Optional<Thing> attempt(RandomGenerator chance) {
        return any(attempts, chance);
    }

    synchronized Optional<Thing> shipment(RandomGenerator chance) {
        return any(shipments, chance);
    }

    synchronized Optional<Thing> payment(RandomGenerator chance) {
        return any(payments, chance);
    }

    private static <T> Optional<T> any(List<T> things, RandomGenerator chance) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(chance.nextInt(things.size())));
    }
}
