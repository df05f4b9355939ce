package io.postrider.model.format;

import io.postrider.model.signature.SignatureScheme;
import io.postrider.model.signature.StandardSignature;

import java.util.List;

/** Standard Webhooks 1.0 by code of its own, because nearly all POSTs have it. */
final class StandardHeaders implements PostHeaders {

    private final List<SignatureScheme> secrets;

    StandardHeaders(List<SignatureScheme> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    @Override
    public void write(Post post, Sink sink) {
        StandardSignature signature =
                StandardSignature.sign(
                        post.delivery().id(), post.at(), post.delivery().body(), secrets);
        sink.set(StandardSignature.ID_HEADER, signature.id());
        sink.set(StandardSignature.TIMESTAMP_HEADER, signature.timestamp());
        sink.set(StandardSignature.SIGNATURE_HEADER, signature.signature());
    }
}
