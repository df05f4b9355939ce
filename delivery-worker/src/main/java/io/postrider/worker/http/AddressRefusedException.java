package io.postrider.worker.http;

import java.io.IOException;

/** Nothing was connected to: no request may go to the addresses of the host. */
final class AddressRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final String objection;

    /**
     * A refusal.
     *
     * @param objection what is wrong with the URL: "must lead to a public address; ..."
     */
    AddressRefusedException(String objection) {
        this("url", objection);
    }

    private AddressRefusedException(String subject, String objection) {
        super("the " + subject + " " + objection);
        this.objection = objection;
    }

    /** The same about the URL that tokens come from. */
    AddressRefusedException ofTokens() {
        return new AddressRefusedException("token_url", objection);
    }
}
