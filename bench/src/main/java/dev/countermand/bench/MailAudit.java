package dev.countermand.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Checks that exactly one mail came for each fact that tells the customer. A mail that was handed over
/// twice, because the server died between the hand-over and its note, is one mail: the copies share
/// their Message-ID.
///
/// A message that was being handed over at the moment of a kill comes again only when its lease has
/// ended, so the mails of a round are awaited while the next rounds run.
final class MailAudit {

    private static final Duration POLL = Duration.ofMillis(200);

    /// Of so many orders the mails are looked at once more at the end; the mailbox forgets older ones.
    private static final int RECENT_MAX = 1_000;

    private final Api api;
    private final Findings findings;
    private final Map<String, Map<String, Integer>> waiting = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> recent = new LinkedHashMap<>();

    MailAudit(Api api, Findings findings) {
        this.api = api;
        this.findings = findings;
    }

    /// Takes note of what must be told, and looks what has come.
    void follow(List<Timeline> timelines) throws InterruptedException {
        timelines.forEach(timeline -> waiting.put(timeline.order(), wanted(timeline)));
        look();
    }

    /// Waits until every mail has come, and looks whether one came too many meanwhile.
    ///
    /// @param patience how long mails may take to come, while nothing else happens
    void finish(Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        look();
        while (!waiting.isEmpty() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(POLL.toNanos());
            look();
        }
        recent.putAll(waiting);
        for (var order : recent.entrySet()) {
            var mails = mails(order.getKey());
            findings.count(
                    "mails compared",
                    mails.values().stream().mapToInt(Set::size).sum());
            compare(order.getKey(), order.getValue(), mails);
        }
    }

    private static Map<String, Integer> wanted(Timeline timeline) {
        var wanted = new HashMap<String, Integer>();
        timeline.facts().stream().filter(Fact::isMailed).forEach(fact -> wanted.merge(fact.kind(), 1, Integer::sum));
        return wanted;
    }

    private void look() throws InterruptedException {
        for (var order : List.copyOf(waiting.keySet())) {
            var wanted = waiting.getOrDefault(order, Map.of());
            var mails = mails(order);
            boolean complete = wanted.entrySet().stream()
                    .allMatch(w -> mails.getOrDefault(w.getKey(), Set.of()).size() >= w.getValue());
            if (complete) {
                compare(order, wanted, mails);
                waiting.remove(order);
                recent.put(order, wanted);
            }
        }
        while (recent.size() > RECENT_MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    // Kind → the different Message-IDs that came.
    private Map<String, Set<String>> mails(String order) throws InterruptedException {
        var number = order.substring(order.indexOf('/') + 1);
        var page =
                api.get("/mailbox.json?limit=1000&order=" + Call.encode(number)).json();
        var mails = new HashMap<String, Set<String>>();
        for (var mail : page.path("mails")) {
            mails.computeIfAbsent(mail.path("kind").asString(), k -> new HashSet<>())
                    .add(mail.path("messageId").asString());
        }
        return mails;
    }

    private void compare(String order, Map<String, Integer> wanted, Map<String, Set<String>> mails) {
        var all = mails.values().stream().flatMap(Collection::stream).toList();
        findings.check(new HashSet<>(all).size() == all.size(), "P6", order + ": one Message-ID for two kinds");
        var kinds = new HashSet<>(wanted.keySet());
        kinds.addAll(mails.keySet());
        for (var kind : kinds) {
            int facts = wanted.getOrDefault(kind, 0);
            int came = mails.getOrDefault(kind, Set.of()).size();
            findings.check(came == facts, "P6", order + ": " + came + " mails for " + facts + " facts " + kind);
        }
    }
}
