package io.postrider.worker.http;

/** How far an exchange has come. */
enum Phase {
    CONNECTING,
    AWAITING_ANSWER,
    READING_ANSWER
}
