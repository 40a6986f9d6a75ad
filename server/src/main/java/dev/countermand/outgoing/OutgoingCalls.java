package dev.countermand.outgoing;

import dev.countermand.outgoing.CallResult.NoAnswer;
import dev.countermand.outgoing.CallResult.Objection;
import dev.countermand.outgoing.CallResult.Refused;
import dev.countermand.outgoing.CallResult.Trouble;
import jakarta.annotation.PreDestroy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Calls addresses that others have named, without being led anywhere it must not go: http and https
/// only, no redirects, bounded time and answer, and only into the public internet or where the operator
/// allows it. The name is resolved once; the address that was checked is the one that is connected to.
@Component
public class OutgoingCalls {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(3);
    private static final int RESOLVERS = 32;

    /// Finds the addresses of a name.
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    private final PrivateCalls allowed;
    private final Resolver resolver;
    private final SSLSocketFactory encryption;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// The JDK looks names up in native code: there, a virtual thread would hold its carrier.
    private final ThreadPoolExecutor resolvers = resolvers();

    /// @param setting `COUNTERMAND_PRIVATE_CALLS`; empty means this machine for the demo, else nothing
    @Autowired
    OutgoingCalls(
            @Value("${countermand.private-calls:}") String setting, @Value("${countermand.demo:false}") boolean demo) {
        this(
                setting.isBlank() && demo ? "127.0.0.0/8, ::1" : setting,
                host -> List.of(InetAddress.getAllByName(host)),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    OutgoingCalls(String setting, Resolver resolver, SSLSocketFactory encryption) {
        this.allowed = PrivateCalls.of(setting);
        this.resolver = resolver;
        this.encryption = encryption;
    }

    private static ThreadPoolExecutor resolvers() {
        var pool = new ThreadPoolExecutor(
                RESOLVERS,
                RESOLVERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("resolver-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Whether an address may be called, as far as that can be known now: a name that nobody knows yet
    /// is fine. Looks names up, so not inside a transaction.
    public Optional<Refused> check(String url) {
        try {
            var target = Target.of(url);
            checked(target, resolve(target.host(), LOOK_TIMEOUT));
            return Optional.empty();
        } catch (Target.Bad e) {
            return Optional.of(e.refused());
        } catch (Exchange.Failure e) {
            return Optional.empty();
        }
    }

    /// Makes the call and waits for its end, at most for its timeout. Never fails: what went wrong is a
    /// value.
    public CallResult send(OutgoingCall call) {
        long start = System.nanoTime();
        Exchange exchange;
        List<InetAddress> addresses;
        try {
            var target = Target.of(call.url());
            addresses = checked(target, resolve(target.host(), call.timeout()));
            exchange = new Exchange(target, call, encryption);
        } catch (Target.Bad e) {
            return e.refused();
        } catch (Exchange.Failure e) {
            return new NoAnswer(false, e.trouble(), text(e), since(start));
        }
        return run(exchange, addresses, call, start);
    }

    private CallResult run(Exchange exchange, List<InetAddress> addresses, OutgoingCall call, long start) {
        var running = threads.submit(() -> {
            exchange.run(addresses, min(CONNECT_TIMEOUT, call.timeout()));
            return null;
        });
        Exchange.Failure failure;
        try {
            running.get(call.timeout().minus(since(start)).toMillis(), TimeUnit.MILLISECONDS);
            failure = new Exchange.Failure(Trouble.BROKEN, "no answer", null);
        } catch (TimeoutException e) {
            failure = new Exchange.Failure(
                    Trouble.TIMEOUT, "No answer within " + call.timeout().toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new Exchange.Failure(Trouble.BROKEN, "This server is stopping", e);
        } catch (ExecutionException e) {
            failure = e.getCause() instanceof Exchange.Failure known
                    ? known
                    : new Exchange.Failure(Trouble.BROKEN, String.valueOf(e.getCause()), e);
        } finally {
            exchange.close();
        }
        var answer = exchange.answer();
        return answer == null
                ? new NoAnswer(exchange.isSent(), failure.trouble(), text(failure), since(start))
                : answer.answered(since(start));
    }

    private List<InetAddress> resolve(String host, Duration timeout) throws Exchange.Failure {
        var looking = resolvers.submit(() -> resolver.resolve(host));
        try {
            return looking.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Exchange.Failure(Trouble.UNKNOWN_HOST, "Nobody knows the host " + host, e);
        } catch (TimeoutException e) {
            looking.cancel(true);
            throw new Exchange.Failure(Trouble.UNKNOWN_HOST, "No answer in time about the host " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exchange.Failure(Trouble.UNKNOWN_HOST, "This server is stopping", e);
        }
    }

    /// All addresses must be in order: a name with one foot in a private network is refused.
    private List<InetAddress> checked(Target target, List<InetAddress> addresses) throws Target.Bad {
        for (var address : addresses) {
            boolean named = allowed.allow(target.host(), address, target.port());
            if (!named && !Addresses.isPublic(address)) {
                throw new Target.Bad(
                        Objection.PRIVATE_ADDRESS,
                        "The address leads into a private network. The operator allows such by COUNTERMAND_PRIVATE_CALLS.");
            }
            if (!named && !target.encrypted()) {
                throw new Target.Bad(
                        Objection.PLAIN_HTTP, "Use https://: nothing is sent unencrypted through a public network.");
            }
        }
        return addresses;
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
        resolvers.shutdownNow();
    }
}
