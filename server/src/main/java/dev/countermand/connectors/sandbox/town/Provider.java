package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// A payment provider: holds, takes, releases and sends back money, once per idempotency key. "No"
/// declines, "never" stays pending, "late" is pending for a while; webhooks tell of what changed. Holds
/// end after a week, refunds fail days after they succeeded, balances do not suffice, banks dispute.
@Component
@InDemo
class Provider {

    static final String NAME = Companies.PAYMENTS;
    static final String ACCOUNT = "default";

    /// What is held ends by itself after that.
    static final Duration HOLD = Duration.ofDays(7);

    private static final int NAME_CHARACTERS_MAX = 255;
    private static final int PAGE = 50;

    private final TownStore town;
    private final MoneyStore money;
    private final ProviderMoves moves;
    private final ProviderDisputes disputes;
    private final Token token;
    private final Clock clock;

    Provider(
            TownStore town,
            MoneyStore money,
            ProviderMoves moves,
            ProviderDisputes disputes,
            Token token,
            Clock clock) {
        this.town = town;
        this.money = money;
        this.moves = moves;
        this.disputes = disputes;
        this.token = token;
        this.clock = clock;
    }

    Reply take(Call call) {
        if (!token.isShownBy(call)) {
            return Token.refusal();
        }
        if (call.is("PUT", "hook", 1)) {
            town.open(new Account(NAME, ACCOUNT, "hook", call.text("secret"), call.text("url"), null, null), now());
            return Reply.of(200, Map.of("hook", "set"));
        }
        if (call.is("POST", "charges", 1)) {
            return charge(call);
        }
        if (call.is("GET", "charges", 2)) {
            return money.charge(call.path().get(1)).map(this::standing).orElseGet(ProviderViews::noCharge);
        }
        if (call.is("GET", "log", 3)) {
            return log(call.path().get(1), call.path().get(2));
        }
        if (call.is("POST", "disputes", 1)) {
            return disputes.open(call.text("charge"), call.json().path("amount").asLong(0));
        }
        if (call.is("POST", "disputes", 2)) {
            return disputes.close(call.path().get(1), call.text("outcome"));
        }
        return movements(call);
    }

    private Reply movements(Call call) {
        if (call.is("POST", "movements", 1)) {
            return moves.move(call);
        }
        if (call.is("GET", "movements", 2)) {
            return money.movement(call.path().get(1))
                    .map(found -> ProviderViews.movement(200, found))
                    .orElseGet(() -> Reply.error(404, "no_such_movement", "Nothing was moved under this key."));
        }
        if (call.is("POST", "movements", 3) && call.path().get(2).equals("fail")) {
            // What a bank does days later, at once, for whoever wants to see it.
            moves.fail(call.path().get(1));
            return money.movement(call.path().get(1))
                    .map(found -> ProviderViews.movement(200, found))
                    .orElseGet(() -> Reply.error(404, "no_such_movement", "Nothing was moved under this key."));
        }
        return Reply.error(404, "not_found", "No such door.");
    }

    /// Authorizes, and captures when told so.
    private Reply charge(Call call) {
        var body = call.json();
        var id = body.path("id").asString("");
        long amount = body.path("amount").asLong(0);
        var currency = body.path("currency").asString("");
        var seller = body.path("seller").asString("");
        boolean tooLong = id.length() > NAME_CHARACTERS_MAX || seller.length() > NAME_CHARACTERS_MAX;
        if (amount <= 0 || !currency.matches("[A-Z]{3}") || tooLong) {
            return Reply.error(422, "invalid", "Name an amount in minor units and a currency.");
        }
        var name = id.isBlank() ? "ch_" + UUID.randomUUID().toString().replace("-", "") : id;
        boolean capture = body.path("capture").asBoolean(false);
        var expiresAt = capture ? null : now().plus(HOLD);
        var fresh = new Charge(name, amount, currency, capture ? amount : 0, 0, 0, 0, seller, expiresAt);
        boolean added = money.add(fresh, now());
        var stands = money.charge(name).orElse(fresh);
        boolean same = stands.amount() == amount && stands.currency().equals(currency);
        return same
                ? ProviderViews.charge(added ? 201 : 200, stands, now())
                : Reply.error(409, "charge_exists", "Another charge has this id.");
    }

    /// A charge with all that ever happened to it.
    private Reply standing(Charge charge) {
        return ProviderViews.standing(charge, money.movements(charge.id()), money.disputes(charge.id()), now());
    }

    /// A seller's charges, each with all that happened to it, page by page.
    ///
    /// @param after the last charge of the page before; `-` for the first
    private Reply log(String seller, String after) {
        var page = money.charges(seller, after.equals("-") ? "" : after, PAGE);
        return ProviderViews.log(
                page.stream().map(this::standing).toList(),
                page.size() == PAGE ? page.getLast().id() : null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
