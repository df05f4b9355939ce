package io.postrider.model.wire;

import io.postrider.model.AttemptReport;
import io.postrider.model.Payload;

import tools.jackson.core.JacksonException;

/** Attempt reports as JSON, keyed by delivery. */
public final class AttemptCodec {

    private AttemptCodec() {}

    public static WireRecord encode(AttemptReport report) {
        return WireRecord.of(
                report.delivery().value(),
                EventCodec.JSON_HEADERS,
                Payload.of(ReportWriter.write(report)));
    }

    /**
     * Reads a report.
     *
     * @throws MalformedRecordException when it is not one
     */
    public static AttemptReport decode(WireRecord record) {
        try {
            return ReportReader.read(EventCodec.body(record));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedRecordException("not an attempt report: " + e.getMessage(), e);
        }
    }
}
