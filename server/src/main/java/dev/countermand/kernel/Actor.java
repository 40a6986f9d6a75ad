package dev.countermand.kernel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who acts, by which door, and on whose orders.
///
/// @param kind in which capacity
/// @param name what the record shows: the name of a key, a person or a worker; never a secret
/// @param sellers whose orders; empty for whoever is at home everywhere
/// @param order the single order a shopper's link opens; null for everybody else
/// @param channel the door that was used
/// @param everywhere whether every seller's orders are his business; then `sellers` is empty
/// @param rights what he may do with what he sees
/// @param id the public id of the person (`per_…`) or key (`key_…`); null for shoppers and workers
public record Actor(
        Kind kind,
        String name,
        Set<SellerId> sellers,
        @Nullable OrderId order,
        Channel channel,
        boolean everywhere,
        Set<Right> rights,
        @Nullable String id) {

    /// Lists take an empty set of sellers for all of them: so nobody may come without a seller who is
    /// not at home everywhere.
    public Actor {
        if (everywhere != sellers.isEmpty()) {
            throw new IllegalArgumentException("an actor is at home everywhere, or with some sellers: " + name);
        }
        sellers = Set.copyOf(sellers);
        rights = Set.copyOf(rights);
    }

    /// Somebody with all the rights of his kind.
    public Actor(Kind kind, String name, Set<SellerId> sellers, @Nullable OrderId order, Channel channel) {
        this(
                kind,
                name,
                kind == Kind.OPERATOR || kind == Kind.SYSTEM ? Set.of() : sellers,
                order,
                channel,
                kind == Kind.OPERATOR || kind == Kind.SYSTEM,
                rights(kind),
                null);
    }

    /// Somebody of the shop in a role.
    ///
    /// @param sellers whose orders; empty for every seller's
    public static Actor of(Role role, String name, Set<SellerId> sellers, Channel channel, String id) {
        return new Actor(role.kind(), name, sellers, null, channel, sellers.isEmpty(), role.rights(), id);
    }

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
        return everywhere || sellers.contains(seller);
    }

    /// Whether this very order is this actor's business. Everything else is answered as unknown.
    public boolean sees(OrderRef ref) {
        return sees(ref.seller()) && (order == null || order.equals(ref.id()));
    }

    /// Whether he has this right; whether the order is his business is another question ([#sees]).
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /// Fails with FORBIDDEN `forbidden`, naming the right in `needs`. Where the mere existence is
    /// another's secret, ask [#sees] first.
    public void require(Right right) {
        if (!may(right)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "You may not do this: it needs the right " + right.word() + ".",
                    List.of(),
                    Map.of("needs", right.word()));
        }
    }

    /// The same with some of the rights only.
    public Actor limitedTo(Set<Right> some) {
        var left = rights.stream().filter(some::contains).collect(java.util.stream.Collectors.toSet());
        return new Actor(kind, name, sellers, order, channel, everywhere, left, id);
    }

    /// Whether this actor is on the shop's side: operator, seller or his warehouse.
    public boolean isStaff() {
        return kind != Kind.SHOPPER && kind != Kind.SYSTEM;
    }

    private static Set<Right> rights(Kind kind) {
        return switch (kind) {
            case OPERATOR, SYSTEM -> Role.OPERATOR.rights();
            case SELLER -> Role.SELLER_ADMIN.rights();
            case WAREHOUSE -> Role.WAREHOUSE.rights();
            case SHOPPER -> Set.of(Right.SEE_ORDERS, Right.SEE_MONEY, Right.CANCEL);
        };
    }

    /// The seller a call is about: the actor's own, or the one an operator names. Fails with INVALID
    /// `seller_required` when nobody is named, NOT_FOUND when it is another's.
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
