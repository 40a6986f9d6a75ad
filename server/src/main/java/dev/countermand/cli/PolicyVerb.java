package dev.countermand.cli;

import dev.countermand.policies.Terms;
import dev.countermand.policies.check.Finding;
import dev.countermand.policies.check.Sentences;
import dev.countermand.policies.check.TermsCheck;
import dev.countermand.policies.check.TermsDifference;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.PolicyDocument.Reading;
import dev.countermand.policies.document.Templates;
import dev.countermand.policies.law.Law;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads policy documents without a server: what is wrong in them, and where two of them differ. With one: what a
/// document would have answered to the orders of the past.
final class PolicyVerb implements Verb {

    private static final long BYTES_MAX = 4L << 20;
    private static final int DIFFERENT = 1;

    private final Map<String, String> environment;

    PolicyVerb() {
        this(System.getenv());
    }

    /// @param environment COUNTERMAND_ATTEMPT_DEADLINE is what `answerWithin` usually is
    PolicyVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public String summary() {
        return "check a policy document, compare two, try one on past orders, or print one";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand policy check FILE ...
                       ./countermand policy diff FILE FILE
                       ./countermand policy simulate [FILE] --seller SELLER [--asking requests|moments]
                                             [--from DAY] [--to DAY] [--beside VERSION|each] [--tell NUMBER] [--json]
                       ./countermand policy template [NAME]

                Only simulate needs a running server, and changes nothing there. docs/policies.md explains the document.

                  check      says every fault of each file as FILE:LINE:COLUMN: message. A file without faults is looked at
                             further: exceptions that never decide or change nothing, windows that never begin, goods
                             without a way out, each with an example order
                  diff       says for which goods two documents answer differently, each with an example order
                  simulate   answers for orders of the past once by the file (without one: by the draft at the desk), and
                             once by the terms that bind each order, or by the version that --beside names
                               --asking  requests: those that were really made, at their time (usual); moments: what each
                                         customer could have had when just placed, an hour and a day later, released,
                                         shipped, delivered, 14 and 30 days after that
                               --from, --to  days in UTC on which the orders were placed; usual: the last three months
                               --tell    at most so many orders with another answer; usual: 100
                               --json    one JSON object on each line, as the server gives them
                  template   lists the documents to begin with, or prints the one of this name

                "proven" holds for every order; "tested" means that none was found for which it does not hold.

                Ends with 0 when nothing is wrong and nothing differs (notes do not count), 1 when something is or does,
                2 when the call was not understood, or a simulation could not be done.
                """;
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "check" -> check(rest);
            case "diff" -> diff(rest);
            case "simulate" -> new PolicySimulation(environment).run(rest);
            case "template" -> template(rest);
            case "" -> throw new Usage("What with the policy? check, diff, simulate or template.");
            default -> throw new Usage("\"" + words.getFirst() + "\" is not understood.");
        }
    }

    private void check(List<String> files) throws Usage, Failure {
        if (files.isEmpty()) {
            throw new Usage("Which file? Name at least one.");
        }
        int wrong = 0;
        for (var file : files) {
            wrong += switch (read(file)) {
                case Reading.Faulty faulty -> faults(file, faulty);
                case Reading.Sound sound -> findings(file, sound);
            };
        }
        if (wrong > 0) {
            throw new Failure(wrong == 1 ? "1 thing is wrong." : wrong + " things are wrong.");
        }
    }

    private static int faults(String file, Reading.Faulty faulty) {
        faulty.faults()
                .forEach(fault -> System.out.println(
                        file + ":" + fault.place() + ": " + fault.message() + " [" + fault.code() + "]"));
        return faulty.faults().size();
    }

    private static int findings(String file, Reading.Sound sound) {
        var findings = TermsCheck.of(sound.terms(), law(sound.terms()));
        for (var finding : findings) {
            System.out.println(file + ":" + sound.place(finding.path()) + ": "
                    + (finding.level() == Finding.Level.NOTE ? "note: " : "") + finding.message() + " ["
                    + finding.code()
                    + ", " + (finding.proven() ? "proven" : "tested") + "]");
            var example = finding.example();
            if (example != null) {
                System.out.println("    for example " + Sentences.order(example));
            }
        }
        int wrong = (int) findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WARNING)
                .count();
        System.out.println(file + ": can be published"
                + (wrong == 0
                        ? "."
                        : ", but " + (wrong == 1 ? "one thing in it is" : wrong + " things in it are")
                                + " probably wrong: see above."));
        Sentences.summary(sound.terms()).forEach(line -> System.out.println("    " + line));
        return wrong;
    }

    /// Beneath terms that name no rule packs, those that are shipped.
    private static Law law(Terms terms) {
        return Law.of(terms.law() == null ? Law.SHIPPED : terms.law());
    }

    private void diff(List<String> files) throws Usage, Failure {
        if (files.size() != 2) {
            throw new Usage("Which files? Name two, the older one first.");
        }
        var result = TermsDifference.of(terms(files.getFirst()), terms(files.getLast()));
        for (var each : result.differences()) {
            System.out.println(each.subject() + (each.region().isEmpty() ? "" : " [" + each.region() + "]"));
            System.out.println("    before: " + each.before());
            System.out.println("    after:  " + each.after());
            var example = each.example();
            if (example != null) {
                System.out.println("    for example " + Sentences.order(example));
            }
        }
        if (!result.complete()) {
            throw new Failure("There are more differences than could be looked at.", DIFFERENT);
        }
        int count = result.differences().size();
        if (count > 0) {
            throw new Failure(count == 1 ? "1 difference." : count + " differences.", DIFFERENT);
        }
        System.out.println("Both say the same for every order. [proven]");
    }

    private Terms terms(String file) throws Failure {
        return switch (read(file)) {
            case Reading.Sound sound -> sound.terms();
            case Reading.Faulty faulty -> {
                int faults = faults(file, faulty);
                throw new Failure(file + " has " + faults + (faults == 1 ? " fault." : " faults."));
            }
        };
    }

    private void template(List<String> words) throws Usage, Failure {
        if (words.isEmpty()) {
            Templates.NAMES.forEach(name -> System.out.printf("%-15s %s%n", name, Templates.about(name)));
            return;
        }
        if (words.size() > 1) {
            throw new Usage("Which template? Name one.");
        }
        try {
            var base = environment.getOrDefault("COUNTERMAND_BASE_URL", "").strip();
            System.out.print(
                    base.isEmpty()
                            ? Templates.text(words.getFirst())
                            : Templates.text(words.getFirst(), base.replaceAll("/+$", "") + "/policy.schema.json"));
        } catch (IllegalArgumentException unknown) {
            throw new Failure(String.valueOf(unknown.getMessage()));
        }
    }

    private Reading read(String file) throws Failure {
        var path = Path.of(file);
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new Failure(file + " is too large for a policy.");
            }
            return PolicyDocument.read(Files.readString(path), PolicyDocument.builtIn(deadline()));
        } catch (CharacterCodingException foreign) {
            throw new Failure(file + " is not written in UTF-8.");
        } catch (IOException failure) {
            throw new Failure(file + " cannot be read.");
        }
    }

    private Duration deadline() throws Failure {
        @Nullable String told = environment.get("COUNTERMAND_ATTEMPT_DEADLINE");
        try {
            return told == null || told.isBlank() ? PolicyDocument.ANSWER_WITHIN : Duration.parse(told);
        } catch (DateTimeException wrong) {
            throw new Failure("COUNTERMAND_ATTEMPT_DEADLINE must be a duration such as PT24H, but is " + told + ".");
        }
    }
}
