package dev.countermand.cli;

import dev.countermand.kernel.Right;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes a key for a seller or for his warehouse.
final class KeyVerb implements Verb {

    private static final Set<String> ROLES = Set.of("seller", "warehouse");

    private final Map<String, String> environment;
    private final Clock clock;

    KeyVerb() {
        this(System.getenv(), Clock.systemUTC());
    }

    /// @param environment which server, as in [Server#in]
    KeyVerb(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "key";
    }

    @Override
    public String summary() {
        return "make an API key for a seller or his warehouse";
    }

    @Override
    public String help() {
        return """
                Usage: ./countermand key --seller SELLER [--role seller|warehouse] [--scope RIGHT,RIGHT ...] [--ends WHEN]
                                         [--name NAME]

                Makes a new API key at the running server and prints it, alone on its line. It is shown this once.

                  --seller SELLER   whose orders the key opens
                  --role ROLE       seller (default): everything of that seller
                                    warehouse: releases, shipments and answers to cancellation attempts
                  --scope RIGHTS    only these of what the role may, separated by commas:
                %s
                  --ends WHEN       after which it works no more: a day (2027-03-31, to its end in UTC), a moment
                                    (2027-03-31T18:00:00Z), or how long from now (P90D, PT12H). Without it: never
                  --name NAME       what lists and the record call it; the role when absent
                """.formatted(rights());
    }

    private static String rights() {
        var words = Arrays.stream(Right.values()).map(Right::word).toList();
        var lines = new ArrayList<String>();
        for (int i = 0; i < words.size(); i += 5) {
            lines.add(" ".repeat(20) + String.join(", ", words.subList(i, Math.min(i + 5, words.size()))));
        }
        return String.join(",\n", lines);
    }

    @Override
    public void run(List<String> words) throws Usage, Failure {
        var options = Options.read(words, Set.of("--seller", "--role", "--scope", "--ends", "--name"));
        var body = body(options);
        try (var server = Server.in(environment)) {
            System.out.println(server.post("/v1/keys", body).path("key").asString());
        }
    }

    private Map<String, Object> body(Map<String, String> options) throws Usage {
        String seller = options.get("--seller");
        String role = options.getOrDefault("--role", "seller");
        if (seller == null || seller.isBlank()) {
            throw new Usage("Whose key? --seller is missing.");
        }
        if (!ROLES.contains(role)) {
            throw new Usage("There is no role \"" + role + "\".");
        }
        var body = new HashMap<String, Object>(Map.of("seller", seller, "role", role));
        if (options.containsKey("--name")) {
            body.put("name", options.getOrDefault("--name", ""));
        }
        if (options.containsKey("--scope")) {
            body.put("rights", scope(options.getOrDefault("--scope", "")));
        }
        if (options.containsKey("--ends")) {
            body.put("expiresAt", ends(options.getOrDefault("--ends", "")).toString());
        }
        return body;
    }

    private static List<String> scope(String text) throws Usage {
        var rights = new ArrayList<String>();
        for (var word : text.split(",", -1)) {
            var right = Right.parse(word.strip())
                    .orElseThrow(() -> new Usage("There is no right \"" + word.strip() + "\". --scope takes "
                            + Arrays.stream(Right.values()).map(Right::word).collect(Collectors.joining(", ")) + "."));
            rights.add(right.word());
        }
        return rights;
    }

    /// A day counts to its end.
    private Instant ends(String text) throws Usage {
        Instant end;
        try {
            end = moment(text);
        } catch (DateTimeException wrong) {
            throw new Usage(
                    "\"" + text + "\" is no time. --ends takes a day (2027-03-31), a moment (2027-03-31T18:00:00Z)"
                            + " or how long from now (P90D, PT12H).");
        }
        if (!end.isAfter(clock.instant())) {
            throw new Usage("\"" + text + "\" is over already: such a key would open nothing.");
        }
        return end;
    }

    private Instant moment(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
        if (text.startsWith("PT")) {
            return clock.instant().plus(Duration.parse(text));
        }
        if (text.startsWith("P")) {
            return clock.instant()
                    .atOffset(ZoneOffset.UTC)
                    .plus(Period.parse(text))
                    .toInstant();
        }
        return Instant.parse(text);
    }
}
