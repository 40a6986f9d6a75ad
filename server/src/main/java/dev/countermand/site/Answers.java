package dev.countermand.site;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs commands exactly once per key and keeps what was answered. The key row, the command's effects
/// and the answer are one transaction, so an answer exists if and only if its effects do.
@Component
public class Answers {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final AnswerStore store;
    private final RightOfWay way;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Answers(AnswerStore store, RightOfWay way, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        this.way = way;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// What a caller's key is unique by.
    ///
    /// @param part the order's part
    /// @param order the order's number, as the caller knows it
    /// @param operation stable name of the command, such as `cancellations.ask`
    /// @param key the `Idempotency-Key`; null when the caller gave none: then the command runs, in one
    /// transaction
    public record Key(
            int part,
            SellerId seller,
            String order,
            String operation,
            @Nullable String key) {}

    /// Runs the command in one transaction, or replays what the same key and body were answered before.
    ///
    /// A `Problem` thrown by the command rolls everything back and is not kept. An [Answer], also a
    /// decided 409, commits. Fails with INVALID `key_reused` when the key came with other bytes,
    /// CONFLICT `in_progress` when its first run takes longer than 10 s, INVALID `invalid` for a key of
    /// more than 255 or non-printable characters. No lock in the command is waited for longer than
    /// those 10 s either: UNAVAILABLE `busy`, with nothing done.
    ///
    /// @param request what distinguishes one request from another: the raw body (and the path where it
    /// matters)
    public Answer once(Key key, byte[] request, Supplier<Answer> command) {
        return CommandTimer.timed(key.operation(), () -> way.first(() -> keyed(key, request, command)));
    }

    private Answer keyed(Key key, byte[] request, Supplier<Answer> command) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a command is a transaction of its own");
        }
        if (key.key() == null) {
            return run(() -> {
                store.limitWaiting();
                return command.get();
            });
        }
        if (!isPrintable(key)) {
            throw Problem.invalid(
                    "invalid_key", "Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        byte[] hash = sha256(request);
        return run(() -> {
            store.limitWaiting();
            return take(key, hash) ? finish(key, command) : replay(key, hash);
        });
    }

    /// A command that is done together with others.
    ///
    /// @param request what distinguishes one request from another, as for [#once]
    @SuppressWarnings("ArrayRecordComponent")
    public record Asked(Key key, byte[] request) {}

    /// Runs commands of different orders in one transaction, with few statements. Left out, so that
    /// nothing is done of them, are those whose key is known already or cannot be one, and those that
    /// `work` leaves out: each of them is to be asked by [#once], which replays or decides. Fails as a
    /// whole, having done nothing, also when another transaction takes one of the keys at the same time
    /// or holds a lock for more than half a second.
    ///
    /// @param work gets the places of the commands to do, in the given list; its answers, by place, commit
    /// @return the answers in the given order; empty for what was left out
    public List<Optional<Answer>> together(List<Asked> asked, Function<List<Integer>, Map<Integer, Answer>> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("commands are a transaction of their own");
        }
        long start = System.nanoTime();
        var answers = inOne(asked, work);
        CommandTimer.answered(asked, answers, start);
        return answers;
    }

    private List<Optional<Answer>> inOne(List<Asked> asked, Function<List<Integer>, Map<Integer, Answer>> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            store.hurry();
            var known = store.known(
                    asked.stream().map(Asked::key).filter(Answers::isPrintable).toList());
            var fresh = IntStream.range(0, asked.size())
                    .filter(i -> isFresh(asked.get(i).key(), known))
                    .boxed()
                    .toList();
            var answers = fresh.isEmpty() ? Map.<Integer, Answer>of() : work.apply(fresh);
            keep(asked, answers);
            return IntStream.range(0, asked.size())
                    .mapToObj(i -> Optional.ofNullable(answers.get(i)))
                    .toList();
        }));
    }

    private static boolean isFresh(Key key, Set<Key> known) {
        return key.key() == null || (isPrintable(key) && !known.contains(key));
    }

    private static boolean isPrintable(Key key) {
        return key.key() != null && PRINTABLE.matcher(key.key()).matches();
    }

    private void keep(List<Asked> asked, Map<Integer, Answer> answers) {
        var kept = answers.entrySet().stream()
                .filter(e -> asked.get(e.getKey()).key().key() != null)
                .map(e -> new AnswerStore.Keyed(
                        asked.get(e.getKey()).key(),
                        sha256(asked.get(e.getKey()).request()),
                        e.getValue()))
                .toList();
        if (!kept.isEmpty() && store.keep(kept, clock.instant()) != kept.size()) {
            throw new CannotAcquireLockException("somebody else took one of the keys");
        }
    }

    private Answer run(Supplier<Answer> inside) {
        return Objects.requireNonNull(transaction.execute(status -> inside.get()));
    }

    private boolean take(Key key, byte[] hash) {
        try {
            return store.take(key, hash, clock.instant());
        } catch (PessimisticLockingFailureException | QueryTimeoutException e) {
            throw Problem.conflict(
                    "in_progress",
                    "The first request with this Idempotency-Key is still being worked on. Nothing was changed by"
                            + " this one; repeat it in a moment to get its answer.");
        }
    }

    private Answer finish(Key key, Supplier<Answer> command) {
        Answer answer = command.get();
        store.keep(key, answer);
        return answer;
    }

    private Answer replay(Key key, byte[] hash) {
        var kept = store.find(key);
        if (!Arrays.equals(kept.request(), hash)) {
            throw Problem.of(
                    Problem.Kind.INVALID,
                    "key_reused",
                    "This Idempotency-Key was used with another request. Nothing was changed by this one; use a new"
                            + " key for a new request.");
        }
        return kept.answer();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Forgets what was answered about an order, inside the caller's transaction: its person was erased. The
    /// keys stay, so that nothing is done a second time; whoever repeats a command reads the same status and
    /// that the rest is gone.
    public void forget(int part, SellerId seller, String order) {
        store.forget(part, seller, order, "{\"erased\":true}");
    }
}
