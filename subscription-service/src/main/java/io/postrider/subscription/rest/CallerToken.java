package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Session;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import java.util.Optional;
import java.util.stream.Stream;

/** A caller who was let in, as Spring Security passes it on. */
final class CallerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /** Of operators alone; the health endpoint shows details to those who have it. */
    private static final SimpleGrantedAuthority OPERATOR =
            new SimpleGrantedAuthority("ROLE_OPERATOR");

    private final transient Caller caller;
    private final transient Optional<Session> session;

    /**
     * The caller.
     *
     * @param session of a browser, where it is one
     */
    CallerToken(Caller caller, Optional<Session> session) {
        super(
                Stream.concat(
                                caller.scopes().stream()
                                        .map(scope ->
                                                new SimpleGrantedAuthority(
                                                        "SCOPE_" + scope.code())),
                                Stream.of(OPERATOR).filter(_ -> caller.isOperator()))
                        .toList());
        this.caller = caller;
        this.session = session;
        setAuthenticated(true);
    }

    Optional<Session> session() {
        return session;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** What opened the door is kept nowhere. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return caller.actor().id();
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
