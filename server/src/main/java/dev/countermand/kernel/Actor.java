package dev.countermand.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who acts, by which door, and on whose orders.
///
/// @param kind in which capacity
/// @param name what the record shows: the name of a key, a person or a worker; never a secret
/// @param sellers whose orders; empty for the operator and the system, who may act on all
/// @param order the single order a shopper's link opens; null for everybody else
/// @param channel the door that was used
public record Actor(
        Kind kind,
        String name,
        Set<SellerId> sellers,
        @Nullable OrderId order,
        Channel channel) {

    /// In which capacity somebody acts.
    public enum Kind {
        /// Runs this server; may act for every seller.
        OPERATOR,
        /// The seller or his shop's software.
        SELLER,
        /// The seller's warehouse: takes units, answers attempts, claims shipments.
        WAREHOUSE,
        /// The person who ordered, through a link to one order.
        SHOPPER,
        /// A clock or worker of this server.
        SYSTEM
    }

    /// Through which door.
    public enum Channel {
        API,
        PAGE,
        DESK,
        FEED,
        SYSTEM
    }

    /// The server itself, acting by its clocks.
    public static Actor system(String worker) {
        return new Actor(Kind.SYSTEM, worker, Set.of(), null, Channel.SYSTEM);
    }

    /// Whether this seller's orders are this actor's business at all.
    public boolean sees(SellerId seller) {
        return switch (kind) {
            case OPERATOR, SYSTEM -> true;
            case SELLER, WAREHOUSE, SHOPPER -> sellers.contains(seller);
        };
    }

    /// Whether this very order is this actor's business. Everything else is answered as unknown.
    public boolean sees(OrderRef ref) {
        return sees(ref.seller()) && (order == null || order.equals(ref.id()));
    }

    /// Whether this actor is on the shop's side: operator, seller or his warehouse.
    public boolean isStaff() {
        return kind != Kind.SHOPPER && kind != Kind.SYSTEM;
    }

    /// The seller a call is about: the actor's own, or the one an operator names.
    /// Fails with INVALID `seller_required` when nobody is named, NOT_FOUND when it is another's.
    public SellerId seller(@Nullable String named) {
        if (named != null && !SellerId.isValid(named)) {
            throw Problem.notFound();
        }
        if (named != null) {
            var seller = new SellerId(named);
            if (!sees(seller)) {
                throw Problem.notFound();
            }
            return seller;
        }
        if (sellers.size() == 1) {
            return sellers.iterator().next();
        }
        throw Problem.invalid(
                "seller_required", "/seller", "Name the seller: in the body, or as ?seller=… in the address.");
    }
}
