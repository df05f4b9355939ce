package io.postrider.worker.http;

/** How far an exchange has come. */
enum Phase {
    AWAITING_TOKEN,
    CONNECTING,
    AWAITING_ANSWER,
    READING_ANSWER
}
