package dev.countermand.payments.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A provider that moves money. Called by the payments' workers after the intent was committed, never
/// inside a transaction, from many threads and processes at once. `docs/operating/gateways.md` says how
/// to write one in a day, and its tests are a subclass of `GatewayContract`.
///
/// Three answers must be kept apart, or money moves twice: what is certain (`DONE`, `FAILED`), what was
/// taken over (`PENDING`), and what nobody knows (`UNKNOWN`). Nothing here throws for what the provider
/// did; an exception counts as UNKNOWN.
public interface PaymentGateway {

    /// What a gateway can do beyond [#send].
    enum Capability {
        /// [#standing] tells how a payment stands at the provider.
        STANDING,
        /// A part of a hold can be released before the rest is captured. Without it [Action#REDUCE] moves
        /// nothing: `PENDING`, and it is done when the standing shows that less was captured.
        RELEASES_PARTS,
        /// [#movements] lists what moved.
        MOVEMENTS,
        /// The provider calls us, and [#notices] understands it.
        NOTICES
    }

    /// What is to be done with money.
    enum Action {
        /// Release all that is still held. What was captured meanwhile makes it fail with ALREADY_CAPTURED.
        VOID,
        /// Release a part of what is held; the rest stays.
        REDUCE,
        /// Send back what was captured, or a part of it.
        REFUND,
        /// Give store credit in place of captured money. Only told to gateways that are moved by the shop.
        CREDIT;

        /// The name in SQL, facts and API: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the name in SQL.
        public static Action of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// What the provider did.
    enum Outcome {
        /// Done, for certain.
        DONE,
        /// Refused, for certain; nothing moved.
        FAILED,
        /// Taken over, the outcome comes later: by a notice, or by reading.
        PENDING,
        /// Nobody knows: time-out, reset, 5xx, a rate limit. Counts as spent until it is read back.
        UNKNOWN
    }

    /// Why it refused, as far as it changes what happens next.
    enum Reason {
        /// There is no hold to release: it was captured. The standing says how much; that becomes a refund.
        ALREADY_CAPTURED,
        /// There is nothing left to send back: it was refunded by somebody else.
        ALREADY_REFUNDED,
        /// There is no hold to release: it was released before.
        ALREADY_RELEASED,
        /// There is no hold to release: it ended by itself.
        EXPIRED,
        /// The shop's balance at the provider does not suffice.
        INSUFFICIENT_BALANCE,
        /// The customer's bank disputes the payment; refunds wait.
        DISPUTED,
        /// Anything else; the message says what.
        REJECTED;

        /// The name in SQL, facts and API: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Which payment, as the shop named it.
    ///
    /// @param payment the shop's own id of it, unique per order
    /// @param reference the provider's name of it, such as `pi_…`, when the snapshot has one
    /// @param currency ISO 4217; all amounts are its minor units
    record At(
            String seller,
            String order,
            String payment,
            @Nullable String reference,
            String currency) {

        /// What the provider calls it: the reference, else the shop's id.
        public String name() {
            return reference == null ? payment : reference;
        }
    }

    /// Something to do, once. Everything in it is frozen before it is sent first, so that every re-send
    /// can be the same bytes.
    ///
    /// @param key our public id of the effect: the provider's idempotency key and, where he keeps such a
    ///     thing, stored with the refund so that it can be found again
    /// @param amount minor units
    record Instruction(String key, At payment, Action action, long amount) {}

    /// What the provider answered.
    ///
    /// @param reason why not, for FAILED
    /// @param reference the provider's own name of the movement, such as `re_…`
    /// @param message what the provider said, for the desk; no personal data
    record Result(
            Outcome outcome,
            @Nullable Reason reason,
            @Nullable String reference,
            @Nullable String message) {

        /// It moved.
        public static Result done(@Nullable String reference) {
            return new Result(Outcome.DONE, null, reference, null);
        }

        /// For certain nothing moved.
        public static Result failed(Reason reason, @Nullable String message) {
            return new Result(Outcome.FAILED, reason, null, message);
        }

        /// It will move, or fail, later.
        public static Result pending(@Nullable String reference, @Nullable String message) {
            return new Result(Outcome.PENDING, null, reference, message);
        }

        /// Nobody knows.
        public static Result unknown(@Nullable String message) {
            return new Result(Outcome.UNKNOWN, null, null, message);
        }
    }

    /// The name by which orders call it, such as `manual`.
    String name();

    /// What it can do beyond [#send].
    default Set<Capability> capabilities() {
        return Set.of();
    }

    /// Whether people of the shop move the money and report it; they are told by a fact and in the queue.
    default boolean movedByShop() {
        return false;
    }

    /// How long the provider documents to know a repeated key. We stay an hour below it; later, an unknown
    /// outcome is only read, never sent again.
    default Duration keyLife() {
        return Duration.ofHours(24);
    }

    /// How a payment stands at the provider now. Empty when he does not answer or cannot say;
    /// [Standing#NONE]
    /// when he does not know it.
    default Optional<Standing> standing(At payment) {
        return Optional.empty();
    }

    /// Does it once: the same key again must not move anything again.
    Result send(Instruction instruction);

    /// Reads what became of an instruction, without moving anything. UNKNOWN when the provider cannot
    /// say, also when he has never heard of it: it may still be under way. As it stands here it looks
    /// for our key in the standing.
    default Result read(Instruction instruction) {
        return standing(instruction.payment())
                .map(standing -> standing.of(instruction))
                .orElseGet(() -> Result.unknown(null));
    }

    /// What moved at the provider for a seller since an instant, for reconciliation: each movement at least
    /// once, oldest first or newest first.
    ///
    /// @param after `next` of the page before; null for the first
    default ProviderMovement.Page movements(String seller, Instant since, @Nullable String after) {
        return new ProviderMovement.Page(List.of(), null);
    }

    /// Understands a call of the provider. Empty when it is not signed by him: it is refused and nothing
    /// happens. What concerns no payment is an empty list.
    ///
    /// A notice is a reason to look, never the truth itself: the standing is read, and what differs is
    /// written down. So notices may come early, twice, in any order, or never.
    default Optional<List<ProviderNotice>> notices(ProviderNotice.Incoming incoming) {
        return Optional.empty();
    }
}
