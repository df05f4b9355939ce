package io.postrider.worker.http;

/** How far an exchange has come. */
enum Phase {
    AWAITING_TOKEN,
    CONNECTING,
    AWAITING_ANSWER,
    /** Something of the answer has come, and not all of its headers. */
    READING_HEADERS,
    /** What came is TLS, where none was spoken. */
    READING_TLS,
    READING_ANSWER
}
