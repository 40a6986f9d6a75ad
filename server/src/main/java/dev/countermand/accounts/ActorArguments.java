package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives controllers their `Actor` and [Visitor] arguments. On a page whose path names an order
/// (`ord_…`) the actor is who the visitor is on that order.
@Component
class ActorArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class || parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (parameter.getParameterType() == Visitor.class) {
            return Visitor.current();
        }
        var servlet = request.getNativeRequest(HttpServletRequest.class);
        if (servlet != null && servlet.getAttribute(Visitor.ATTRIBUTE) != null) {
            return onPage(request);
        }
        var token = SecurityContextHolder.getContext().getAuthentication();
        if (token instanceof ActorToken known) {
            return known.getPrincipal();
        }
        throw Problem.of(Problem.Kind.UNAUTHENTICATED, "unauthenticated", "Send an API key.");
    }

    private static Actor onPage(NativeWebRequest request) {
        var visitor = Visitor.current();
        return orderInPath(request).map(visitor::on).orElseGet(visitor::atDesk);
    }

    private static Optional<OrderId> orderInPath(NativeWebRequest request) {
        var variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return variables instanceof Map<?, ?> map
                ? map.values().stream()
                        .map(value -> OrderId.parse(value.toString()))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }
}
