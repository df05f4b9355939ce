package io.postrider.subscription.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects all that is wrong with a request, so that the caller learns of it at once. */
public final class FieldErrors {

    private final List<FieldError> errors = new ArrayList<>();

    public void add(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** The value, or nothing when making it fails, which is noted against the field. */
    public <T> Optional<T> check(String field, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            add(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Ends the request when anything was wrong.
     *
     * @throws RefusedException with all of it
     */
    public void refuseIfAny() {
        if (!errors.isEmpty()) {
            String detail =
                    errors.size() == 1
                            ? errors.getFirst().message()
                            : errors.size() + " fields are invalid";
            throw new RefusedException(new Refusal.Invalid(detail, errors));
        }
    }
}
