package dev.countermand.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Waits until every mail has come, and checks that there is exactly one for each fact that tells the customer. A mail
/// that was handed over twice, because the server died between the hand-over and its note, is one mail: the copies
/// share their Message-ID.
final class MailAudit {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Api api;
    private final Duration patience;
    private final Findings findings;

    /// @param patience how long a mail may take to come
    MailAudit(Api api, Duration patience, Findings findings) {
        this.api = api;
        this.patience = patience;
        this.findings = findings;
    }

    /// Checks the mails of these orders.
    void run(List<Timeline> timelines) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        for (var timeline : timelines) {
            var wanted = wanted(timeline);
            var mails = mails(timeline);
            while (isMissing(wanted, mails) && System.nanoTime() < giveUp) {
                LockSupport.parkNanos(POLL.toNanos());
                mails = mails(timeline);
            }
            compare(timeline, wanted, mails);
        }
    }

    private static Map<String, Integer> wanted(Timeline timeline) {
        var wanted = new HashMap<String, Integer>();
        timeline.facts().stream().filter(Fact::isMailed).forEach(fact -> wanted.merge(fact.kind(), 1, Integer::sum));
        return wanted;
    }

    private static boolean isMissing(Map<String, Integer> wanted, Map<String, Set<String>> mails) {
        return wanted.entrySet().stream()
                .anyMatch(w -> mails.getOrDefault(w.getKey(), Set.of()).size() < w.getValue());
    }

    // Kind → the different Message-IDs that came.
    private Map<String, Set<String>> mails(Timeline timeline) throws InterruptedException {
        var number = timeline.order().substring(timeline.order().indexOf('/') + 1);
        var page =
                api.get("/mailbox.json?limit=1000&order=" + Call.encode(number)).json();
        var mails = new HashMap<String, Set<String>>();
        for (var mail : page.path("mails")) {
            mails.computeIfAbsent(mail.path("kind").asString(), k -> new HashSet<>())
                    .add(mail.path("messageId").asString());
        }
        return mails;
    }

    private void compare(Timeline timeline, Map<String, Integer> wanted, Map<String, Set<String>> mails) {
        var all = mails.values().stream().flatMap(Collection::stream).toList();
        findings.count("mails compared", all.size());
        findings.check(
                new HashSet<>(all).size() == all.size(), "P6", timeline.order() + ": one Message-ID for two kinds");
        var kinds = new HashSet<>(wanted.keySet());
        kinds.addAll(mails.keySet());
        for (var kind : kinds) {
            int facts = wanted.getOrDefault(kind, 0);
            int came = mails.getOrDefault(kind, Set.of()).size();
            findings.check(
                    came == facts, "P6", timeline.order() + ": " + came + " mails for " + facts + " facts " + kind);
        }
    }
}
