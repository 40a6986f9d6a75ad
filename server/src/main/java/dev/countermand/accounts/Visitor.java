package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Who looks at a page: somebody signed in at the desk, a customer with links to orders, both, or
/// nobody known. Controllers of pages take it as an argument.
///
/// @param staff who is signed in at the desk; null for nobody
/// @param grants the orders that links opened in this browser, latest first
public record Visitor(@Nullable Actor staff, List<Grant> grants) {

    /// Nobody known.
    public static final Visitor NOBODY = new Visitor(null, List.of());

    static final String ATTRIBUTE = Visitor.class.getName();

    /// One order that a link opened.
    ///
    /// @param until when the link's right ends
    public record Grant(OrderId order, SellerId seller, Instant until) {}

    /// As whom this visitor sees that order: as its customer by a link, else as who is signed in at the
    /// desk. Fails with UNAUTHENTICATED `link_needed`, the same for an unknown order.
    public Actor on(OrderId order) {
        for (Grant grant : grants) {
            if (grant.order().equals(order)) {
                return new Actor(Actor.Kind.SHOPPER, "customer", Set.of(grant.seller()), order, Actor.Channel.PAGE);
            }
        }
        if (staff != null) {
            return staff;
        }
        throw Problem.of(
                Problem.Kind.UNAUTHENTICATED,
                "link_needed",
                "Open this page by the link in one of our mails, or ask for a new link with your order number.");
    }

    /// Who is signed in at the desk. Fails with UNAUTHENTICATED `sign_in_needed`.
    public Actor atDesk() {
        if (staff == null) {
            throw Problem.of(Problem.Kind.UNAUTHENTICATED, "sign_in_needed", "Sign in at the desk first.");
        }
        return staff;
    }

    /// The visitor of the request at hand; nobody outside of one.
    public static Visitor current() {
        var request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Visitor visitor
                ? visitor
                : NOBODY;
    }
}
