package io.postrider.subscription.access;

import java.util.Optional;

/** Reads tokens that somebody else has issued. */
@FunctionalInterface
public interface TokenReader {

    /** Where nobody else's are taken. */
    TokenReader NONE = (_, _) -> Optional.empty();

    /** Whom the token stands for; nobody when it is not good. */
    Optional<Caller> read(String token, String address);
}
