package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/// An [Actor] as Spring Security knows him; his authorities are his rights.
final class ActorToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;

    private ActorToken(Actor actor) {
        super(actor.rights().stream()
                .map(right -> new SimpleGrantedAuthority(right.name()))
                .toList());
        this.actor = actor;
        setAuthenticated(true);
    }

    /// Lets this actor stand behind the rest of the request.
    static void enter(Actor actor) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new ActorToken(actor));
        SecurityContextHolder.setContext(context);
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
