package dev.countermand.payments.kit;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.Standing;
import dev.countermand.payments.spi.Standing.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A payment provider in memory: knows its keys, and loses answers when it is told to. Both the provider
/// and the gateway to it, for tests that need thousands of calls.
public final class PretendProvider implements PaymentGateway {

    /// What happened to a payment.
    private static final class Book {

        final long authorized;
        long captured;
        long released;
        boolean expired;
        final Map<String, Standing.Refund> refunds = new LinkedHashMap<>();
        final Map<String, Standing.Dispute> disputes = new LinkedHashMap<>();

        Book(long authorized) {
            this.authorized = authorized;
        }

        Standing standing() {
            return new Standing(
                    authorized,
                    captured,
                    released,
                    expired,
                    null,
                    "visa",
                    List.copyOf(refunds.values()),
                    List.copyOf(disputes.values()));
        }
    }

    private final String name;
    private final Clock clock;
    private final Set<Capability> capabilities =
            EnumSet.of(Capability.STANDING, Capability.RELEASES_PARTS, Capability.MOVEMENTS);
    private final Map<String, Book> books = new HashMap<>();
    private final Map<String, Result> answers = new HashMap<>();
    private final Map<String, Instruction> requests = new HashMap<>();
    private final List<Instruction> sent = new ArrayList<>();
    private Predicate<Instruction> loses = instruction -> false;
    private Predicate<Instruction> drops = instruction -> false;
    private Predicate<Instruction> pends = instruction -> false;
    private Predicate<Instruction> declines = instruction -> false;
    private boolean silent;
    private int references;

    public PretendProvider(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /// Parts of a hold cannot be released.
    public PretendProvider withoutParts() {
        capabilities.remove(Capability.RELEASES_PARTS);
        return this;
    }

    /// A payment of so much is held.
    public synchronized void hold(String payment, long amount) {
        books.put(payment, new Book(amount));
    }

    public synchronized void capture(String payment, long amount) {
        var book = book(payment);
        book.captured += amount;
        if (!capabilities.contains(Capability.RELEASES_PARTS)) {
            // A final capture leaves nothing held.
            book.released = book.authorized - book.captured;
        }
    }

    /// Somebody refunds in the dashboard; the answer is the provider's name of it.
    public synchronized String refundByHand(String payment, long amount) {
        var reference = "re_" + ++references;
        book(payment).refunds.put(reference, refund(reference, amount, State.DONE, null));
        return reference;
    }

    public synchronized void expire(String payment) {
        var book = book(payment);
        book.released = book.authorized - book.captured;
        book.expired = true;
    }

    public synchronized void dispute(String payment, String reference, long amount) {
        book(payment).disputes.put(reference, dispute(reference, amount, State.OPEN));
    }

    public synchronized void closeDispute(String payment, String reference, boolean won) {
        book(payment)
                .disputes
                .computeIfPresent(reference, (id, old) -> dispute(id, old.amount(), won ? State.FAILED : State.DONE));
    }

    /// What was on its way arrives.
    public synchronized void arrive(String key) {
        move(key, State.DONE);
    }

    /// The customer's bank sends a refund back.
    public synchronized void comeBack(String key) {
        move(key, State.FAILED);
    }

    /// Answers to these instructions are lost after the money moved.
    public synchronized void lose(Predicate<Instruction> which) {
        loses = which;
    }

    /// These never arrive.
    public synchronized void drop(Predicate<Instruction> which) {
        drops = which;
    }

    /// These are on their way for a while.
    public synchronized void pend(Predicate<Instruction> which) {
        pends = which;
    }

    /// These are declined.
    public synchronized void decline(Predicate<Instruction> which) {
        declines = which;
    }

    /// Does not answer anybody.
    public synchronized void silent(boolean is) {
        silent = is;
    }

    /// Every instruction that came in, re-sent ones too.
    public synchronized List<Instruction> sent() {
        return List.copyOf(sent);
    }

    /// How the payment stands, without faults.
    public synchronized Standing truth(String payment) {
        return book(payment).standing();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public synchronized Optional<Standing> standing(At payment) {
        if (silent) {
            throw new IllegalStateException("connection refused");
        }
        var book = books.get(payment.name());
        return Optional.of(book == null ? Standing.NONE : book.standing());
    }

    @Override
    public synchronized Result send(Instruction instruction) {
        sent.add(instruction);
        if (silent) {
            throw new IllegalStateException("connection refused");
        }
        if (drops.test(instruction)) {
            return Result.unknown("connection reset");
        }
        var before = requests.putIfAbsent(instruction.key(), instruction);
        if (before != null && !before.equals(instruction)) {
            return Result.failed(Reason.REJECTED, "This key came with another request.");
        }
        var known = answers.get(instruction.key());
        var answer = known == null ? moved(instruction) : known;
        answers.put(instruction.key(), answer);
        return loses.test(instruction) ? Result.unknown("connection reset") : answer;
    }

    private Result moved(Instruction instruction) {
        var book = books.get(instruction.payment().name());
        if (book == null) {
            return Result.failed(Reason.REJECTED, "No such payment.");
        }
        if (declines.test(instruction)) {
            return Result.failed(Reason.REJECTED, "Declined.");
        }
        return switch (instruction.action()) {
            case VOID -> released(book, book.standing().held());
            case REDUCE ->
                capabilities.contains(Capability.RELEASES_PARTS)
                        ? released(book, instruction.amount())
                        : Result.pending(null, "released with the capture");
            case REFUND -> refunded(book, instruction);
            case CREDIT -> Result.failed(Reason.REJECTED, "We have no store.");
        };
    }

    private static Result released(Book book, long amount) {
        long held = book.standing().held();
        if (held > 0 && amount <= held) {
            book.released += amount;
            return Result.done(null);
        }
        if (book.expired) {
            return Result.failed(Reason.EXPIRED, null);
        }
        return Result.failed(book.captured > 0 ? Reason.ALREADY_CAPTURED : Reason.ALREADY_RELEASED, null);
    }

    private Result refunded(Book book, Instruction instruction) {
        var standing = book.standing();
        if (standing.isDisputed()) {
            return Result.failed(Reason.DISPUTED, null);
        }
        long left = book.captured - standing.refunded() - standing.refunding();
        if (instruction.amount() > left) {
            return Result.failed(left == 0 ? Reason.ALREADY_REFUNDED : Reason.REJECTED, null);
        }
        var reference = "re_" + ++references;
        boolean pending = pends.test(instruction);
        var state = pending ? State.OPEN : State.DONE;
        book.refunds.put(reference, refund(reference, instruction.amount(), state, instruction.key()));
        return pending ? Result.pending(reference, null) : Result.done(reference);
    }

    @Override
    public synchronized ProviderMovement.Page movements(String seller, Instant since, @Nullable String after) {
        var movements = new ArrayList<ProviderMovement>();
        books.forEach((payment, book) -> book.refunds
                .values()
                .forEach(refund -> movements.add(new ProviderMovement(
                        refund.reference(),
                        payment,
                        refund.key(),
                        refund.state() == State.FAILED
                                ? ProviderMovement.Kind.REFUND_FAILED
                                : ProviderMovement.Kind.REFUNDED,
                        refund.state() == State.OPEN,
                        refund.amount(),
                        "EUR",
                        refund.at()))));
        return new ProviderMovement.Page(movements, null);
    }

    /// Every refund of the payment that carries no key is sent back.
    public synchronized void comeBackByHand(String payment) {
        book(payment)
                .refunds
                .replaceAll((reference, refund) ->
                        refund.key() == null ? refund(reference, refund.amount(), State.FAILED, null) : refund);
    }

    private void move(String key, State state) {
        for (var book : books.values()) {
            book.refunds.replaceAll((reference, refund) ->
                    key.equals(refund.key()) ? refund(reference, refund.amount(), state, key) : refund);
        }
    }

    private Book book(String payment) {
        var book = books.get(payment);
        if (book == null) {
            throw new IllegalArgumentException("no payment " + payment);
        }
        return book;
    }

    private Standing.Refund refund(String reference, long amount, State state, @Nullable String key) {
        return new Standing.Refund(reference, amount, state, key, clock.instant(), null, null);
    }

    private Standing.Dispute dispute(String reference, long amount, State state) {
        return new Standing.Dispute(reference, amount, state, "fraudulent", clock.instant(), null);
    }
}
