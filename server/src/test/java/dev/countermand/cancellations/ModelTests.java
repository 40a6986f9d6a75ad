package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Random commands against the running server and a model of plain counters: they agree after every
/// step, sums hold, and every attempt has one verdict.
@ByHand
class ModelTests extends Bench {

    private static final int SEQUENCES = 40;
    private static final int STEPS = 25;
    private static final long SEED = 20261122L;

    private int accepted;

    @AfterEach
    void enoughWasAccepted() {
        assertThat(accepted).as("commands that did something").isGreaterThan(SEQUENCES * STEPS / 3);
    }

    @Test
    void theServerAgreesWithTheModelAfterEveryCommand() {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            new Play(SEED + sequence).run();
        }
    }

    /// One order, one seed.
    private final class Play {

        private final long seed;
        private final Random random;
        private final String number;
        private final int[] quantities;
        private final OrderModel model;
        private final Map<OrderModel.Try, String> ids = new HashMap<>();
        private final List<String> said = new ArrayList<>();
        private int commands;

        Play(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.quantities = new int[] {1 + random.nextInt(3), 1 + random.nextInt(4)};
            this.model = new OrderModel(quantities);
            this.number = shop.order("M" + seed, now(), quantities);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                agree();
            }
            clock.advance(OrderModel.DEADLINE);
            deadlines.tick();
            model.settleOverdue(now());
            clock.advance(OrderModel.DEADLINE);
            deadlines.tick();
            model.settleOverdue(now());
            agree();
            everyAttemptHasOneVerdict();
        }

        private void step() {
            clock.advance(Duration.ofSeconds(1));
            int dice = random.nextInt(20);
            if (dice < 5) {
                ask();
            } else if (dice < 8) {
                var units = units();
                model.settleOverdue(now());
                check("release", model.release(units), shop.release(number, text(units)));
            } else if (dice < 10) {
                var units = units();
                var parcel = "p" + commands;
                model.settleOverdue(now());
                check("claim", model.claim(units), shop.claim(number, parcel, text(units)));
            } else if (dice == 10) {
                var units = units();
                var parcel = "p" + commands;
                model.settleOverdue(now());
                check("report", model.report(units), shop.report(number, parcel, now(), text(units)));
            } else if (dice == 11) {
                clock.advance(OrderModel.DEADLINE);
                if (random.nextBoolean()) {
                    deadlines.tick();
                    model.settleOverdue(now());
                }
                said.add("deadline");
            } else if (dice < 14) {
                withAny(attempt -> {
                    check("withdraw", model.withdraw(attempt, now()), shop.withdraw(id(attempt)));
                });
            } else {
                withAny(this::answer);
            }
        }

        private void ask() {
            var units = random.nextBoolean() ? null : units();
            int expected = model.ask(units, now());
            var reply = shop.cancel(number, units == null ? "" : text(units));
            check("ask", expected, reply);
            if (reply.status() < 300) {
                ids.put(model.tries.getLast(), reply.id());
            }
        }

        private void answer(OrderModel.Try attempt) {
            var outcome = List.of("stopped", "too_late", "stopped", "approved", "denied")
                    .get(random.nextInt(attempt.late ? 5 : 3));
            var units = random.nextBoolean() ? null : within(attempt);
            int before = model.tries.size();
            int expected = model.answer(attempt, outcome, units, now());
            var body = "{\"outcome\": \"%s\"%s}"
                    .formatted(outcome, units == null ? "" : ", \"lines\": " + Shop.lines(text(units)));
            var reply = shop.send("POST", "/v1/cancellations/" + id(attempt) + "/answer", body, "k" + commands);
            check(outcome, expected, reply);
            if (model.tries.size() > before) {
                ids.put(model.tries.getLast(), reply.id());
            }
        }

        private void withAny(java.util.function.Consumer<OrderModel.Try> command) {
            if (!model.tries.isEmpty()) {
                command.accept(model.tries.get(random.nextInt(model.tries.size())));
            }
        }

        private String id(OrderModel.Try attempt) {
            return java.util.Objects.requireNonNull(ids.get(attempt));
        }

        /// At least one unit of some line, at most what was ordered.
        private int[] units() {
            var units = new int[quantities.length];
            units[random.nextInt(units.length)] = 1;
            for (int line = 0; line < units.length; line++) {
                units[line] = Math.max(units[line], random.nextInt(quantities[line] + 1));
            }
            return units;
        }

        /// Units that the attempt is about.
        private int @Nullable [] within(OrderModel.Try attempt) {
            var units = new int[quantities.length];
            int sum = 0;
            for (int line = 0; line < units.length; line++) {
                int most = attempt.canceled[line] + attempt.pending(line) + attempt.unable(line);
                units[line] = most == 0 ? 0 : random.nextInt(most + 1);
                sum += units[line];
            }
            return sum == 0 ? null : units;
        }

        private String text(int[] units) {
            var text = new ArrayList<String>();
            for (int line = 0; line < units.length; line++) {
                if (units[line] > 0) {
                    text.add((line + 1) + ":" + units[line]);
                }
            }
            return String.join(" ", text);
        }

        private void check(String command, int expected, Shop.Reply reply) {
            commands++;
            said.add(command + " -> " + reply.status());
            assertThat(reply.status()).as("%s by %s", story(), reply.text()).isEqualTo(expected);
            accepted += reply.status() < 300 ? 1 : 0;
        }

        private String story() {
            return "seed " + seed + ": " + String.join(", ", said);
        }

        private void agree() {
            var lines = shop.stands(number).expect(200).body().path("lines");
            for (int line = 0; line < quantities.length; line++) {
                var units = lines.get(line).path("units");
                assertThat(List.of(
                                units.path("open").asInt(),
                                units.path("released").asInt(),
                                units.path("stopping").asInt(),
                                units.path("canceled").asInt(),
                                units.path("shipped").asInt()))
                        .as(story())
                        .containsExactly(
                                model.open[line],
                                model.released[line],
                                model.stopping[line],
                                model.canceled[line],
                                model.shipped[line]);
                assertThat(units.properties().stream()
                                .mapToInt(stage -> stage.getValue().asInt())
                                .sum())
                        .isEqualTo(quantities[line]);
            }
            ids.forEach(this::agree);
        }

        private void agree(OrderModel.Try attempt, String id) {
            var read = shop.read(id).expect(200).body();
            assertThat(read.path("status").asString()).as(story()).isEqualTo(attempt.status);
            for (JsonNode line : read.path("lines")) {
                int at = Integer.parseInt(line.path("line").asString()) - 1;
                assertThat(List.of(
                                line.path("canceled").asInt(),
                                line.path("pending").asInt(),
                                line.path("unable").asInt()))
                        .as(story())
                        .containsExactly(attempt.canceled[at], attempt.pending(at), attempt.unable(at));
            }
        }

        private void everyAttemptHasOneVerdict() {
            var verdicts = new HashMap<String, Integer>();
            for (var fact : shop.facts(number)) {
                var kind = fact.path("kind").asString();
                if (kind.matches("cancellation\\.(canceled|successful|unable|partly|withdrawn)")) {
                    verdicts.merge(fact.at("/data/cancellation").asString(), 1, Integer::sum);
                }
            }
            assertThat(verdicts.values()).as(story()).allMatch(count -> count == 1);
            assertThat(verdicts.keySet()).as(story()).containsExactlyInAnyOrderElementsOf(ids.values());
        }
    }
}
