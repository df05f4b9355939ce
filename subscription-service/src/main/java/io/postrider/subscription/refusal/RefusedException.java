package io.postrider.subscription.refusal;

import java.util.List;

/** Carries a refusal to the edge, where it becomes an answer. */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.detail());
        this.refusal = refusal;
    }

    public RefusedException(Refusal refusal, Throwable cause) {
        super(refusal.detail(), cause);
        this.refusal = refusal;
    }

    public static RefusedException malformed(String detail) {
        return new RefusedException(new Refusal.Malformed(detail, List.of()));
    }

    /** A parameter of the request's address, or a header, is wrong. */
    public static RefusedException parameter(String name, String message) {
        return new RefusedException(
                new Refusal.Malformed(message, List.of(new FieldError(name, message))));
    }

    public static RefusedException notFound(String what, String id) {
        return new RefusedException(new Refusal.NotFound("There is no %s %s".formatted(what, id)));
    }

    public static RefusedException conflict(String detail) {
        return new RefusedException(new Refusal.Conflict(detail));
    }

    public static RefusedException conflict(String detail, Throwable cause) {
        return new RefusedException(new Refusal.Conflict(detail), cause);
    }

    public static RefusedException unauthenticated(String detail) {
        return new RefusedException(new Refusal.Unauthenticated(detail));
    }

    public static RefusedException forbidden(String detail) {
        return new RefusedException(new Refusal.Forbidden(detail));
    }

    public static RefusedException unavailable(String detail, Throwable cause) {
        return new RefusedException(new Refusal.Unavailable(detail), cause);
    }

    public final Refusal refusal() {
        return refusal;
    }
}
