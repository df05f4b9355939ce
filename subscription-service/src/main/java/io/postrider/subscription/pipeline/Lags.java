package io.postrider.subscription.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How much of the topics is still to be read. */
public interface Lags {

    /** Never fails: what cannot be told is not in the answer. */
    Reading read();

    /**
     * What Kafka said.
     *
     * @param trouble why there are no figures
     */
    record Reading(Instant at, Optional<String> trouble, List<Lag> lags) {

        public Reading {
            lags = List.copyOf(lags);
        }
    }

    /**
     * How far a stage is behind in a topic.
     *
     * @param tier of a retry topic, like {@code 1s}
     * @param records yet to be read
     */
    record Lag(Stage stage, String topic, Optional<String> tier, long records) {}

    /** Who reads. */
    enum Stage {
        DISPATCHER("dispatcher"),
        WORKER("worker"),
        RELAY("relay"),
        HISTORY("history");

        private final String code;

        Stage(String code) {
            this.code = code;
        }

        /** As the API spells it, and as the consumer group is called behind the prefix. */
        public String code() {
            return code;
        }
    }
}
