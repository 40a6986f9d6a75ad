package dev.countermand.site;

import dev.countermand.kernel.Problem;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Counts and times commands by what became of them, for the operator's figures. The names of operations
/// come from the code; an id that stands behind one is cut off, so that there are never more of them
/// than the code knows.
final class CommandTimer {

    private static final Pattern ID = Pattern.compile("[./][a-z]{3}_[0-9a-f]{32}.*");
    private static final Pattern NAME = Pattern.compile("[a-z_]+(\\.[a-z_]+){0,3}");

    private CommandTimer() {}

    static Answer timed(String operation, Supplier<Answer> command) {
        long start = System.nanoTime();
        var outcome = "failed";
        try {
            var answer = command.get();
            outcome = outcome(answer);
            return answer;
        } catch (Problem problem) {
            outcome = problem.kind().name().toLowerCase(Locale.ROOT);
            throw problem;
        } finally {
            record(operation, outcome, System.nanoTime() - start);
        }
    }

    /// The same for commands that were done together; those left out are counted when they are asked alone.
    static void answered(List<Answers.Asked> asked, List<Optional<Answer>> answers, long start) {
        long nanos = System.nanoTime() - start;
        for (int i = 0; i < asked.size(); i++) {
            var operation = asked.get(i).key().operation();
            answers.get(i).ifPresent(answer -> record(operation, outcome(answer), nanos));
        }
    }

    private static String outcome(Answer answer) {
        return answer.status() < 300 ? "done" : "refused";
    }

    private static void record(String operation, String outcome, long nanos) {
        Timer.builder("countermand.commands")
                .description("Commands, by operation and outcome")
                .tag("operation", name(operation))
                .tag("outcome", outcome)
                .register(Metrics.globalRegistry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    static String name(String operation) {
        var name = ID.matcher(operation).replaceFirst("");
        return NAME.matcher(name).matches() ? name : "other";
    }
}
