package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.StopStore.Stop;
import dev.countermand.site.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// A warehouse: asked to stop units it throws its dice for each line, and calls back. What it could not
/// stop it ships: it claims the units at its customer's and hands them to the carrier.
@Component
@InDemo
class Warehouse {

    private static final String NAME = Companies.WAREHOUSE;

    private final TownStore town;
    private final StopStore stops;
    private final ErrandWorker errands;
    private final Token token;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Warehouse(
            TownStore town,
            StopStore stops,
            ErrandWorker errands,
            Token token,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.town = town;
        this.stops = stops;
        this.errands = errands;
        this.token = token;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Reply take(Call call) {
        if (call.is("PUT", "accounts", 2)) {
            return token.isShownBy(call) ? open(call) : Token.refusal();
        }
        boolean known = call.is("POST", "calls", 2) || call.is("GET", "calls", 3);
        var account = known ? town.account(NAME, call.path().get(1)) : Optional.<Account>empty();
        if (account.isEmpty()) {
            return Reply.error(404, "not_found", "No such account.");
        }
        if (!Signed.isGood(account.get().secret(), call.header(), call.body(), clock.instant())) {
            return Reply.error(401, "bad_signature", "This was not signed with the secret we agreed on.");
        }
        return call.method().equals("GET") ? status(account.get(), call.path().get(2)) : told(account.get(), call);
    }

    private Reply open(Call call) {
        var account = new Account(
                NAME,
                call.path().get(1),
                call.text("name"),
                call.text("secret"),
                call.text("callback"),
                call.json().path("api").asString(null),
                call.json().path("apiKey").asString(null));
        town.open(account, now());
        boolean keyless = town.account(NAME, account.id()).map(Account::apiKey).isEmpty();
        return Reply.of(200, Map.of("account", account.id(), "needsKey", keyless));
    }

    private Reply told(Account account, Call call) {
        return switch (call.text("type")) {
            case "fulfilment.test" -> Reply.of(200, Map.of("sandbox", true, "hello", account.name()));
            case "fulfilment.stop" -> stop(account, call);
            case "fulfilment.resume" -> resume(account, call);
            default -> Reply.error(422, "unknown_type", "We do not know this type of message.");
        };
    }

    private Reply stop(Account account, Call call) {
        if (stops.find(call.message()).isPresent()) {
            return accepted();
        }
        var data = call.json().path("data");
        var number = data.path("order").asString("");
        var dice = new Dice(town.odds(NAME), number + "#" + stops.count(account.id(), number));
        var stop = decided(account, call.message(), data, dice);
        var first = transaction.execute(status -> stops.add(stop) ? schedule(stop, dice) : List.<Long>of());
        if (dice.isEarly() && first != null) {
            // Before anybody reads our response.
            first.forEach(errands::runNow);
        }
        return accepted().lost(dice.fault());
    }

    private Stop decided(Account account, String message, JsonNode data, Dice dice) {
        var units = new LinkedHashMap<String, Integer>();
        data.path("lines")
                .forEach(line -> units.put(
                        line.path("line").asString(), line.path("quantity").asInt()));
        var outcome = new TreeMap<String, String>();
        if (!dice.isNever()) {
            units.keySet().forEach(line -> outcome.put(line, dice.isYes(line) ? "stopped" : "too_late"));
        }
        var odds = dice.odds();
        long seconds = dice.isLate() ? odds.lateSeconds() : dice.isEarly() ? 0 : odds.delaySeconds();
        return new Stop(
                message,
                account.id(),
                data.path("attempt").asString(""),
                data.path("order").asString(""),
                units,
                outcome,
                outcome.isEmpty() ? "silent" : "working",
                now(),
                outcome.isEmpty() ? null : now().plusSeconds(seconds));
    }

    /// Writes down what will have to be told; the first of it, for whoever tells it at once.
    private List<Long> schedule(Stop stop, Dice dice) {
        var at = stop.answerAt();
        if (at == null) {
            return List.of();
        }
        var message = stop.attempt() + "-answer-" + stop.id();
        var body = answer(stop, at);
        var ids = new ArrayList<Long>();
        int copies = dice.isTwice() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            var due = at.plusMillis(i);
            ids.add(town.send(
                    new Errand(0, NAME, stop.account(), "callback", null, message, body, due, dice.isLate(), 0)));
        }
        var left = lines(stop, "too_late");
        if (!left.isEmpty()) {
            var parcel = "SBX" + Integer.toHexString(stop.id().hashCode()).toUpperCase(Locale.ROOT);
            var claim = Json.write(Map.of("id", parcel, "carrier", "sandbox", "tracking", parcel, "lines", left));
            var number =
                    URLEncoder.encode(stop.number(), StandardCharsets.UTF_8).replace("+", "%20");
            town.send(Errand.of(
                    NAME,
                    stop.account(),
                    "claim",
                    "/v1/orders/" + number + "/shipments",
                    stop.attempt() + "-claim",
                    claim,
                    at.plusSeconds(1)));
        }
        return ids;
    }

    private static List<Map<String, Object>> lines(Stop stop, String outcome) {
        var lines = new ArrayList<Map<String, Object>>();
        stop.units().forEach((line, quantity) -> {
            if (outcome.equals(stop.outcome().get(line))) {
                lines.add(new TreeMap<>(Map.of("line", line, "quantity", quantity)));
            }
        });
        return lines;
    }

    private static String answer(Stop stop, Instant at) {
        var lines = new ArrayList<Map<String, Object>>();
        stop.units()
                .forEach((line, quantity) -> lines.add(new TreeMap<>(Map.of(
                        "line",
                        line,
                        "quantity",
                        quantity,
                        "outcome",
                        String.valueOf(stop.outcome().get(line))))));
        var data = new TreeMap<String, Object>(Map.of("attempt", stop.attempt(), "lines", lines));
        return Json.write(new TreeMap<>(Map.of("type", "fulfilment.answer", "timestamp", at, "data", data)));
    }

    private Reply resume(Account account, Call call) {
        var attempt = call.json().path("data").path("attempt").asString("");
        transaction.executeWithoutResult(status -> {
            stops.move(account.id(), attempt, "working", "resumed");
            stops.move(account.id(), attempt, "silent", "resumed");
            town.drop(NAME, account.id(), attempt + "-answer-", now());
        });
        return accepted();
    }

    private Reply status(Account account, String attempt) {
        var asked = stops.of(account.id(), attempt);
        if (asked.isEmpty()) {
            return Reply.of(200, Map.of("attempt", attempt, "outcome", "unknown"));
        }
        var last = asked.getLast();
        boolean known = last.answerAt() != null && !last.answerAt().isAfter(clock.instant());
        if (!known) {
            return Reply.of(200, Map.of("attempt", attempt, "outcome", "pending"));
        }
        return new Reply(200, answer(last, Objects.requireNonNull(last.answerAt())), Dice.Fault.NONE);
    }

    private static Reply accepted() {
        return Reply.of(202, Map.of("outcome", "pending"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
