package dev.countermand.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All verbs of the command line, and what happens when one is called.
public final class Verbs {

    private static final int DONE = 0;
    private static final int NOT_UNDERSTOOD = 2;

    private static final List<Verb> ALL = List.of(
            new KeyVerb(),
            new PersonVerb(),
            new ImportVerb(),
            new ReceiptVerb(),
            new VerifyVerb(),
            new ReconcileVerb(),
            new JournalVerb(),
            new PolicyVerb(),
            new BackupVerb(),
            new EraseVerb());

    private static final String RUN_HELP = """
            Usage: ./countermand run [--NAME=VALUE ...]

            Starts the server, and says where it listens once it is ready. Ctrl-C or SIGTERM stop it in order.
            Settings come from the environment (COUNTERMAND_PORT, COUNTERMAND_HOME, ...; see docs/operating/settings.md);
            --NAME=VALUE sets any property of application.yaml for this run, such as --server.port=9000.
            """;

    private Verbs() {}

    /// Whether these words ask for the server.
    public static boolean startServer(String[] words) {
        return words.length == 0
                || (words[0].equals("run") && areSettings(List.of(words).subList(1, words.length)));
    }

    private static boolean areSettings(List<String> words) {
        return words.stream().allMatch(word -> word.startsWith("--") && word.contains("="));
    }

    /// Does what the words say and answers the exit code: 0 done, 1 failed, 2 not understood.
    public static int run(String[] words) {
        return run(words, List.of());
    }

    /// The same with further verbs, which need more than a running server.
    public static int run(String[] words, List<Verb> more) {
        var all = Stream.concat(ALL.stream(), more.stream()).toList();
        String name = words[0];
        List<String> rest = List.of(words).subList(1, words.length);
        if (isHelp(name)) {
            System.out.print(overview(all));
            return DONE;
        }
        if (name.equals("run")) {
            return runHelp(rest);
        }
        Optional<Verb> verb =
                all.stream().filter(each -> each.name().equals(name)).findFirst();
        if (verb.isEmpty()) {
            System.err.println("There is no verb \"" + name + "\".\n");
            System.err.print(overview(all));
            return NOT_UNDERSTOOD;
        }
        return run(verb.get(), rest);
    }

    private static int run(Verb verb, List<String> words) {
        if (words.stream().anyMatch(Verbs::isHelp)) {
            System.out.print(verb.help());
            return DONE;
        }
        try {
            verb.run(words);
            return DONE;
        } catch (Verb.Usage misunderstood) {
            System.err.println(misunderstood.getMessage() + "\n");
            System.err.print(verb.help());
            return NOT_UNDERSTOOD;
        } catch (Verb.Failure failure) {
            System.err.println(failure.getMessage());
            return failure.exitCode();
        }
    }

    private static int runHelp(List<String> words) {
        if (words.stream().anyMatch(Verbs::isHelp)) {
            System.out.print(RUN_HELP);
            return DONE;
        }
        System.err.println("\"run\" does not understand: " + String.join(" ", words) + "\n");
        System.err.print(RUN_HELP);
        return NOT_UNDERSTOOD;
    }

    private static boolean isHelp(String word) {
        return word.equals("help") || word.equals("--help") || word.equals("-h");
    }

    private static String overview(List<Verb> all) {
        var text = new StringBuilder("Usage: ./countermand VERB [...]\n\n");
        line(text, "run", "start the server; builds it first when needed");
        line(text, "test", "run all tests; test --fast only the quick ones of the server");
        all.forEach(verb -> line(text, verb.name(), verb.summary()));
        line(text, "bench", "measure, and try to break: crash rounds, races");
        line(text, "build", "only build");
        line(text, "help", "say this");
        return text.append("\nEach verb explains itself: ./countermand VERB --help\n")
                .toString();
    }

    private static void line(StringBuilder text, String name, String summary) {
        text.append("  ")
                .append(name)
                .repeat(' ', Math.max(1, 10 - name.length()))
                .append(summary)
                .append('\n');
    }
}
