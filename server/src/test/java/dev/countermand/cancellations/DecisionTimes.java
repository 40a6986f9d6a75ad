package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.PaperOrder;
import dev.countermand.orders.Units;
import dev.countermand.policies.Terms;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// How long a decision about an order of five lines takes, from the terms and the order to the ruling: a
/// measurement, never a test. `mvn -pl server test -Dtest=DecisionTimes -Dmeasure=true`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionTimes {

    private static final int LINES = 5;
    private static final int EXCEPTIONS = 20;
    private static final Instant PLACED = Instant.parse("2026-11-20T10:00:00Z");

    /// `usual`: three lines of a document; `exceptions`: twenty, none of which holds; `cel`: five expressions, none
    /// of which holds.
    @Param({"usual", "exceptions", "cel"})
    public String document = "usual";

    private Terms terms = new Terms("", PolicyDocument.builtIn(Duration.ofHours(24)));
    private Order order = order();

    @Setup
    public void read() {
        var yaml = new StringBuilder("policy: 1\ncancel:\n  window: 30 minutes\n");
        if (!document.equals("usual")) {
            yaml.append("  exceptions:\n");
        }
        for (int i = 0; document.equals("exceptions") && i < EXCEPTIONS; i++) {
            yaml.append("    - name: e")
                    .append(i)
                    .append("\n      when: {category: c")
                    .append(i);
            yaml.append(", country: [DE, FR], amount: {from: 10 EUR}}\n      open: never\n");
        }
        for (int i = 0; document.equals("cel") && i < LINES; i++) {
            yaml.append("    - name: e").append(i).append("\n      when: \"line.price * line.quantity > 90000");
            yaml.append(i).append(" && order.country == 'DE'\"\n      open: never\n");
        }
        terms = switch (PolicyDocument.read(yaml.toString(), terms.cancellation())) {
            case Reading.Sound sound -> sound.terms().named("measured-1");
            case Reading.Faulty faulty -> throw new IllegalStateException(faulty.toString());
        };
        order = order();
    }

    /// From the order and the terms to what is granted.
    @Benchmark
    public Object decide() {
        var seen = Seen.of(
                order,
                terms,
                PLACED.plusSeconds(60),
                RequestReason.CHANGED_MIND,
                null,
                line -> start -> Optional.of(PLACED));
        return CancellationRules.decide(seen);
    }

    @Test
    @EnabledIfSystemProperty(named = "measure", matches = "true")
    void measure() throws RunnerException {
        var options = new OptionsBuilder()
                .include(DecisionTimes.class.getSimpleName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .build();
        new Runner(options).run();
    }

    private static Order order() {
        var lines = new ArrayList<Order.Line>();
        for (int i = 1; i <= LINES; i++) {
            lines.add(new Order.Line(
                    "" + i,
                    "SKU-" + i,
                    "Thing",
                    2,
                    1999,
                    0,
                    0,
                    Order.Kind.PHYSICAL,
                    null,
                    Map.of("category", "lamps"),
                    Map.of(),
                    Units.open(2)));
        }
        return new PaperOrder(PLACED).of(lines);
    }
}
