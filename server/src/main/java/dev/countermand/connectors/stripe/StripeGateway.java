package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.StripeReply.Refused;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderNotice;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Money back through Stripe. Our key of an effect is Stripe's idempotency key, and stands in the metadata of
/// each refund so that reading finds it, also long after Stripe has forgotten the key.
///
/// Stripe keeps what it answered to a key for at least 24 hours, errors too: what was asked once under a key
/// is not decided anew under it.
@Component
class StripeGateway implements PaymentGateway {

    static final String NAME = "stripe";

    private static final String UNEXPECTED = "payment_intent_unexpected_state";
    private static final Logger LOG = LoggerFactory.getLogger(StripeGateway.class);

    private final StripeAccounts accounts;
    private final StripeClient client;
    private final StripeReader reader;
    private final StripeLists lists;
    private final StripeNotices notices;

    StripeGateway(
            StripeAccounts accounts,
            StripeClient client,
            StripeReader reader,
            StripeLists lists,
            StripeNotices notices) {
        this.accounts = accounts;
        this.client = client;
        this.reader = reader;
        this.lists = lists;
        this.notices = notices;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.STANDING, Capability.MOVEMENTS, Capability.NOTICES);
    }

    @Override
    public Optional<Standing> standing(At payment) {
        var key = accounts.key(payment.seller());
        if (key.isEmpty() || !StripeReader.isName(payment.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandingRules.standing(reader.all(key.get(), payment.name()), payment.currency()));
        } catch (Unreadable no) {
            if (no.isCertain()) {
                // Nothing of it is the order's. Whoever sends reads why, and so do people then.
                return Optional.of(Standing.NONE);
            }
            LOG.info("how {} of {} stands cannot be read: {}", payment.name(), payment.seller(), no.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Result send(Instruction instruction) {
        var payment = instruction.payment();
        if (!StripeReader.isName(payment.name())) {
            return Result.failed(
                    Reason.REJECTED,
                    "Stripe knows no payment of such a name: the snapshot's reference must be pi_… (or ch_…).");
        }
        var key = accounts.key(payment.seller());
        if (key.isEmpty()) {
            return Result.unknown("No key for Stripe can be used here: set one up under Partners, Stripe.");
        }
        return switch (instruction.action()) {
            case VOID -> release(key.get(), instruction);
            // Stripe cannot make a hold smaller. What is not captured is released with the capture.
            case REDUCE -> Result.pending(null, "Stripe releases this part when less is captured.");
            case REFUND -> refund(key.get(), instruction);
            case CREDIT -> Result.failed(Reason.REJECTED, "Stripe keeps no store credit of the shop's customers.");
        };
    }

    private Result release(String key, Instruction instruction) {
        var name = instruction.payment().name();
        if (!StripeReader.isIntent(name)) {
            return Result.failed(
                    Reason.REJECTED, "This hold was made without a PaymentIntent: release it in Stripe's dashboard.");
        }
        var objection = objection(key, instruction.payment());
        if (objection != null) {
            return objection;
        }
        var form = Form.EMPTY.with("cancellation_reason", "requested_by_customer");
        var path = "/v1/payment_intents/" + Form.encode(name) + "/cancel";
        var reply = client.post(key, path, form, instruction.key());
        try {
            if (reply instanceof Refused refused && refused.code().equals(UNEXPECTED)) {
                return notReleased(reader.intent(key, name), refused);
            }
            return switch (reply) {
                case StripeReply.Said said -> released(Wire.Intent.of(said.body()));
                case Refused refused -> StripeRules.refusal(refused);
                case StripeReply.Silent silent -> Result.unknown(silent.detail());
            };
        } catch (Unreadable no) {
            return Result.unknown(no.getMessage());
        }
    }

    /// What speaks against moving anything of this payment; null when nothing does. Stripe takes an amount in
    /// the payment's currency, whichever that is.
    private @Nullable Result objection(String key, At payment) {
        try {
            StandingRules.check(reader.payment(key, payment.name()).currency(), payment.currency());
            return null;
        } catch (Unreadable no) {
            return no.isCertain() ? Result.failed(Reason.REJECTED, no.getMessage()) : Result.unknown(no.getMessage());
        }
    }

    private static Result released(Wire.Intent intent) {
        boolean over = intent.status().equals("canceled") || intent.status().equals("succeeded");
        return over && intent.capturable() == 0
                ? Result.done(intent.id())
                : Result.unknown("Stripe answered, and the payment is " + intent.status() + ".");
    }

    /// Stripe says that the payment is not in a state to be canceled; the state itself says why.
    private static Result notReleased(Wire.Intent now, Refused refused) throws Unreadable {
        return switch (now.status()) {
            case "succeeded" -> Result.failed(Reason.ALREADY_CAPTURED, refused.message());
            case "canceled" ->
                Result.failed(
                        StandingRules.isExpired(now) ? Reason.EXPIRED : Reason.ALREADY_RELEASED, refused.message());
            default -> Result.unknown(refused.message());
        };
    }

    private Result refund(String key, Instruction instruction) {
        var payment = instruction.payment();
        var amount = StripeAmounts.toStripe(instruction.amount(), payment.currency());
        if (amount.isEmpty()) {
            return Result.failed(
                    Reason.REJECTED,
                    "Stripe cannot move this amount of " + payment.currency()
                            + " to the unit. Refund it by other means and report that.");
        }
        var objection = objection(key, payment);
        if (objection != null) {
            return objection;
        }
        var form = Form.EMPTY
                .with(StripeReader.isIntent(payment.name()) ? "payment_intent" : "charge", payment.name())
                .with("amount", Long.toString(amount.getAsLong()))
                .with("metadata[" + Wire.KEY + "]", instruction.key());
        return switch (client.post(key, "/v1/refunds", form, instruction.key())) {
            case StripeReply.Said said -> refunded(said);
            case Refused refused -> StripeRules.refusal(refused);
            case StripeReply.Silent silent -> Result.unknown(silent.detail());
        };
    }

    private static Result refunded(StripeReply.Said said) {
        try {
            return StripeRules.result(Wire.Refund.of(said.body()));
        } catch (Unreadable no) {
            return Result.unknown(no.getMessage());
        }
    }

    /// As usual, but that Stripe does not know a payment does not say that its hold is gone: it may be known to
    /// the account's other mode.
    @Override
    public Result read(Instruction instruction) {
        return standing(instruction.payment())
                .filter(standing -> !standing.equals(Standing.NONE))
                .map(standing -> standing.of(instruction))
                .orElseGet(() -> Result.unknown("Stripe does not say how this payment stands."));
    }

    @Override
    public ProviderMovement.Page movements(String seller, Instant since, @Nullable String after) {
        return lists.page(seller, since, after);
    }

    @Override
    public Optional<List<ProviderNotice>> notices(ProviderNotice.Incoming incoming) {
        return notices.read(incoming);
    }
}
