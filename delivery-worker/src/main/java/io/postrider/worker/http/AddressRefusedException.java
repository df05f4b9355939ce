package io.postrider.worker.http;

import java.io.IOException;

/** Nothing was connected to: no request may go to the addresses of the host. */
final class AddressRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    AddressRefusedException(String objection) {
        super(objection);
    }
}
