package io.postrider.subscription.history;

import io.postrider.model.RecordPosition;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What history keeps of records that could not be read. */
final class InvalidRecords {

    private static final int EXCERPT_BYTES = 1024;

    /** What Kafka allows as the name of a topic; longer ones would not fit the table's key. */
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    private InvalidRecords() {}

    /** One that history itself could not read. */
    static InvalidFact found(SourceRecord source, String reason) {
        return new InvalidFact(
                source.topicName(),
                source.position(),
                reason,
                excerpt(source.record()),
                source.at());
    }

    /** One that another part of Postrider has put aside; its headers say where it lay. */
    static InvalidFact told(SourceRecord source) {
        WireRecord record = source.record();
        Matcher position =
                POSITION.matcher(record.header(InvalidRecordCodec.SOURCE_POSITION).orElse(""));
        String topic = record.header(InvalidRecordCodec.SOURCE_TOPIC).orElse(source.topicName());
        String reason = record.header(InvalidRecordCodec.REASON).orElse("no reason given");
        if (!position.matches() || !TOPIC.matcher(topic).matches()) {
            return found(source, reason);
        }
        return new InvalidFact(
                topic,
                new RecordPosition(
                        Integer.parseInt(position.group(1)), Long.parseLong(position.group(2))),
                reason,
                excerpt(record),
                source.at());
    }

    private static String excerpt(WireRecord record) {
        return record.value()
                .map(value ->
                        new String(
                                value.bytes(),
                                0,
                                Math.min(value.length(), EXCERPT_BYTES),
                                StandardCharsets.UTF_8))
                .orElse("");
    }
}
