package dev.countermand.accounts;

import dev.countermand.accounts.people.Sessions;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who looks at a page, by the cookies; and takes a link to an order: opens it in this
/// browser and goes on to the same page without the secret in the address.
final class PageFilter extends OncePerRequestFilter {

    private static final String ORDER_PAGE = "/o/";

    private final PageCookies cookies;
    private final Sessions sessions;
    private final OrderLinks links;
    private final Visits visits;
    private final Refusals refusals;

    PageFilter(PageCookies cookies, Sessions sessions, OrderLinks links, Visits visits, Refusals refusals) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.links = links;
        this.visits = visits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (acceptLink(request, response)) {
                return;
            }
            var staff = staff(request, response);
            var grants = visits.enter(cookies.grants(request), orderPage(request), request, response);
            request.setAttribute(Visitor.ATTRIBUTE, new Visitor(staff, grants));
            if (staff != null) {
                ActorToken.enter(staff);
            }
        } catch (RuntimeException refused) {
            refusals.answer(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private @Nullable Actor staff(HttpServletRequest request, HttpServletResponse response) {
        var open = cookies.session(request).flatMap(sessions::find);
        if (open.isPresent()) {
            request.setAttribute(SignIn.SESSION, open.get());
            return open.get().person().actor();
        }
        return cookies.desk(request, response)
                .map(key -> key.actor(Actor.Channel.DESK))
                .orElse(null);
    }

    /// The order whose page, or one of whose pages, is asked for.
    private static Optional<OrderId> orderPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(ORDER_PAGE)
                ? OrderId.parse(path.substring(ORDER_PAGE.length()).split("/", 2)[0])
                : Optional.empty();
    }

    private boolean acceptLink(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        String token =
                request.getMethod().equals("GET") && path.startsWith(ORDER_PAGE) ? request.getParameter("k") : null;
        if (token == null) {
            return false;
        }
        var order = OrderId.parse(path.substring(ORDER_PAGE.length()));
        if (order.isEmpty()) {
            return false;
        }
        links.accept(order.get(), token, request, response);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
        return true;
    }
}
