package dev.countermand.payments.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import java.util.Optional;

/// Who may see and report money: the operator and the seller. A warehouse is told that it may not; for
/// everybody else there is nothing here.
final class PaymentAccess {

    private PaymentAccess() {}

    /// The order, for an actor whose business its money is and who has this right. Fails with NOT_FOUND,
    /// FORBIDDEN.
    static OrderRef check(Optional<OrderRef> order, Actor actor, Right right) {
        var known = order.filter(actor::sees).orElseThrow(Problem::notFound);
        return switch (actor.kind()) {
            case OPERATOR, SELLER, SYSTEM -> {
                actor.require(right);
                yield known;
            }
            case WAREHOUSE ->
                throw Problem.of(
                        Problem.Kind.FORBIDDEN,
                        "forbidden",
                        "A warehouse's key has nothing to do with money. Use the seller's key.");
            case SHOPPER -> throw Problem.notFound();
        };
    }
}
