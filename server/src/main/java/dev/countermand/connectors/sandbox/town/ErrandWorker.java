package dev.countermand.connectors.sandbox.town;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Goes and tells what the companies have to tell, when it is due: signed callbacks, and calls of their
/// customers' APIs.
@Component
@InDemo
public class ErrandWorker {

    static final Duration RETRY = Duration.ofSeconds(5);

    private static final int BATCH = 50;
    private static final int TRIES_MAX = 10;
    private static final int POLL_MILLIS = 500;
    private static final int ANSWER_CHARACTERS_MAX = 20_000;
    private static final int CALLS_KEPT = 2000;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(2);
    private static final Logger LOG = LoggerFactory.getLogger(ErrandWorker.class);

    /// What came back.
    private record Told(@Nullable Integer status, String answer) {

        boolean isFinal() {
            return status != null && status < 500 && status != 408 && status != 425 && status != 429;
        }
    }

    private final TownStore store;
    private final StopStore stops;
    private final ParcelStore parcels;
    private final ObjectProvider<Town> town;
    private final ObjectProvider<ProviderMoves> moves;
    private final ObjectProvider<ProviderDisputes> disputes;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    ErrandWorker(
            TownStore store,
            StopStore stops,
            ParcelStore parcels,
            ObjectProvider<Town> town,
            ObjectProvider<ProviderMoves> moves,
            ObjectProvider<ProviderDisputes> disputes,
            Clock clock) {
        this.store = store;
        this.stops = stops;
        this.parcels = parcels;
        this.town = town;
        this.moves = moves;
        this.disputes = disputes;
        this.clock = clock;
    }

    /// Tells everything that is due, in its order.
    @Scheduled(fixedDelay = POLL_MILLIS)
    public void tick() {
        List<Errand> due;
        do {
            due = store.take(now(), now().plus(LEASE), BATCH);
            due.stream().sorted(Comparator.comparingLong(Errand::id)).forEach(this::run);
        } while (due.size() == BATCH);
    }

    /// Forgets what is old.
    @Scheduled(fixedDelay = 10, timeUnit = java.util.concurrent.TimeUnit.MINUTES)
    void forget() {
        Companies.ALL.forEach(company -> store.forget(company, CALLS_KEPT, now().minus(KEPT)));
    }

    /// Tells one at once, unless somebody else is at it.
    void runNow(long id) {
        store.takeOne(id, now().plus(LEASE)).ifPresent(this::run);
    }

    private void run(Errand errand) {
        try {
            if (errand.company().equals(Companies.PAYMENTS) && !errand.kind().equals("callback")) {
                happen(errand);
                store.done(errand, now(), null, "");
                return;
            }
            // The carrier tells the warehouse's customer: they share the contract.
            var company = errand.company().equals(Companies.CARRIER) ? Companies.WAREHOUSE : errand.company();
            var account = store.account(company, errand.account());
            var told = account.isEmpty() ? new Told(410, "no such account") : tell(errand, account.get());
            if (told.isFinal() || errand.tries() >= TRIES_MAX) {
                store.done(errand, now(), told.status(), told.answer());
                after(errand, told);
            } else {
                store.again(errand, now().plus(RETRY.multipliedBy(errand.tries())), told.status(), told.answer());
            }
        } catch (RuntimeException failure) {
            LOG.error("errand {} of the sandbox's {} failed", errand.id(), errand.company(), failure);
        }
    }

    /// What becomes of money by itself.
    private void happen(Errand errand) {
        switch (errand.kind()) {
            case "settle" -> moves.getObject().settle(errand.message());
            case "fail" -> moves.getObject().fail(errand.message());
            default -> disputes.getObject().judge(errand.message(), errand.body());
        }
    }

    private Told tell(Errand errand, Account account) {
        var request = switch (errand.kind()) {
            case "callback" -> signed(errand, account);
            case "hand_over" ->
                request(
                        town.getObject()
                                .at(Objects.requireNonNull(errand.path()))
                                .toString(),
                        errand);
            default ->
                request(account.api() + errand.path(), errand).header("Authorization", "Bearer " + account.apiKey());
        };
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Told(
                    response.statusCode(),
                    text.length() > ANSWER_CHARACTERS_MAX ? text.substring(0, ANSWER_CHARACTERS_MAX) : text);
        } catch (IOException failure) {
            return new Told(null, String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Told(null, "stopping");
        }
    }

    private static HttpRequest.Builder request(String url, Errand errand) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", errand.message())
                .POST(HttpRequest.BodyPublishers.ofString(errand.body()));
    }

    private HttpRequest.Builder signed(Errand errand, Account account) {
        long seconds = clock.instant().getEpochSecond();
        return request(account.callback(), errand)
                .header("webhook-id", errand.message())
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", Signed.sign(account.secret(), errand.message(), seconds, errand.body()));
    }

    private void after(Errand errand, Told told) {
        switch (errand.kind()) {
            case "callback" -> {
                if (errand.company().equals(Companies.WAREHOUSE)) {
                    var attempt = subject(errand);
                    stops.move(errand.account(), attempt, "working", "answered");
                }
            }
            case "claim" -> claimed(errand, told);
            case "track" -> tracked(errand);
            default -> {}
        }
    }

    /// The units are ours to ship: the carrier gets them.
    private void claimed(Errand errand, Told told) {
        if (told.status() == null || told.status() >= 300) {
            return;
        }
        try {
            var claim = Json.tree(errand.body());
            var parcel = new TreeMap<String, Object>(Map.of(
                    "tracking", claim.path("tracking").asString(),
                    "account", errand.account(),
                    "shipment", Json.tree(told.answer()).path("publicId").asString(""),
                    "order", Json.tree(told.answer()).path("order").asString("")));
            store.send(Errand.of(
                    Companies.WAREHOUSE,
                    errand.account(),
                    "hand_over",
                    "/carrier/parcels",
                    errand.message() + "-parcel",
                    Json.write(parcel),
                    now()));
        } catch (Problem notUnderstood) {
            LOG.warn("the sandbox's warehouse did not understand what it may ship: {}", notUnderstood.code());
        }
    }

    private void tracked(Errand errand) {
        var event = Json.tree(errand.body());
        parcels.move(subject(errand), event.path("status").asString());
    }

    /// A message's name begins with what it is about.
    private static String subject(Errand errand) {
        return errand.message().substring(0, Math.max(0, errand.message().indexOf('-')));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
