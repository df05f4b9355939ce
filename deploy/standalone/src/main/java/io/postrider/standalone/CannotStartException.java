package io.postrider.standalone;

import io.postrider.embedded.DirectoryInUseException;
import io.postrider.embedded.PortTakenException;

/** Why the system does not start, in a sentence for the person who started it. */
final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStartException(String sentence) {
        super(sentence);
    }

    CannotStartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What to say of a failure: the sentence made for people, or else the innermost cause. */
    static String sentence(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CannotStartException
                    || e instanceof PortTakenException
                    || e instanceof DirectoryInUseException) {
                return String.valueOf(e.getMessage());
            }
            innermost = e;
        }
        return "cannot start: " + innermost;
    }
}
