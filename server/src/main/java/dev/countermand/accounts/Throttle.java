package dev.countermand.accounts;

import dev.countermand.kernel.Problem;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Slows down whoever tries too often: guesses keys, or asks for links to other people's orders.
///
/// What a person could guess (passwords, which order belongs to which address) is counted in the database, so
/// that several processes do not add up to more tries. The rest stands in the memory of one process, where
/// the least recent counts are dropped beyond 20,000: what is guarded that way is too long to guess.
@Component
public class Throttle {

    private static final int COUNTS_MAX = 20_000;

    private final ThrottleStore store;
    private final TransactionTemplate alone;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > COUNTS_MAX;
        }
    };

    Throttle(ThrottleStore store, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        // What was tried stays counted when the caller's transaction is taken back.
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    record Count(Instant since, int tries) {}

    /// How many tries in how long.
    ///
    /// @param what the name of the thing that is tried
    /// @param everywhere whether all processes count together
    public record Limit(String what, int max, Duration per, boolean everywhere) {

        /// In each process for itself.
        public Limit(String what, int max, Duration per) {
            this(what, max, per, false);
        }

        /// The same, counted by all processes together: for what somebody could guess.
        public Limit together() {
            return new Limit(what, max, per, true);
        }
    }

    /// Counts one try. Fails with TOO_MANY `too_many_tries` (with `retryAfter` in seconds) beyond the
    /// limit.
    ///
    /// @param who an address from [#address], or an account, folded to one spelling
    public void count(Limit limit, String who) {
        if (limit.everywhere()) {
            countEverywhere(limit, who);
            return;
        }
        check(limit, who);
        synchronized (counts) {
            var count = current(limit, who);
            counts.put(name(limit, who), new Count(count.since(), count.tries() + 1));
        }
    }

    /// Fails like [#count] when no try is left, without counting one.
    public void check(Limit limit, String who) {
        if (limit.everywhere()) {
            store.find(limit, who, clock.instant()).ifPresent(count -> refuse(limit, count, limit.max()));
            return;
        }
        synchronized (counts) {
            refuse(limit, current(limit, who), limit.max());
        }
    }

    /// The try is counted before it is judged, so that many at the same moment are not each the last.
    private void countEverywhere(Limit limit, String who) {
        var now = clock.instant();
        var count = Objects.requireNonNull(alone.execute(status -> {
            store.forgetSome(now);
            return store.count(limit, who, now);
        }));
        refuse(limit, count, limit.max() + 1);
    }

    private void refuse(Limit limit, Count count, int tries) {
        if (count.tries() >= tries) {
            throw tooMany(Duration.between(clock.instant(), count.since().plus(limit.per())));
        }
    }

    /// What may refuse a caller.
    @FunctionalInterface
    public interface Door<T> {

        /// Lets him in, or fails with UNAUTHENTICATED or NOT_FOUND.
        T open() throws IOException;
    }

    /// Opens a door to a caller who may be guessing: counts him when he is refused. Fails with TOO_MANY,
    /// without trying, when that happened too often; else as the door does.
    public <T> T guard(Limit limit, String who, Door<T> door) throws IOException {
        check(limit, who);
        try {
            return door.open();
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.UNAUTHENTICATED || problem.kind() == Problem.Kind.NOT_FOUND) {
                count(limit, who);
            }
            throw problem;
        }
    }

    /// One name for one place in the network: an IPv4 address, or the network of an IPv6 one, such as
    /// `2001:db8:0:1::/64`, as the rest of it is free for the caller to choose.
    public static String address(String remote) {
        try {
            var address = InetAddress.ofLiteral(remote);
            return address instanceof Inet6Address && !address.isLoopbackAddress()
                    ? network(ByteBuffer.wrap(address.getAddress()))
                    : address.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return remote;
        }
    }

    private static String network(ByteBuffer address) {
        return IntStream.range(0, 4)
                .mapToObj(i -> Integer.toHexString(Short.toUnsignedInt(address.getShort())))
                .collect(Collectors.joining(":", "", "::/64"));
    }

    private Count current(Limit limit, String who) {
        Instant now = clock.instant();
        var count = counts.get(name(limit, who));
        if (count == null || now.isBefore(count.since())) {
            return new Count(now, 0);
        }
        return now.isBefore(count.since().plus(limit.per())) ? count : new Count(now, 0);
    }

    private static String name(Limit limit, String who) {
        return limit.what() + ' ' + who;
    }

    private static Problem tooMany(Duration wait) {
        return new Problem(
                Problem.Kind.TOO_MANY,
                "too_many_tries",
                "That was tried too often from here. Try again later.",
                List.of(),
                Map.of("retryAfter", wait.toSeconds() + 1));
    }
}
