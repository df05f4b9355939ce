package io.postrider.model.wire;

import io.postrider.model.AttemptReport;
import io.postrider.model.Payload;

import tools.jackson.core.JacksonException;

import java.util.List;

/** Attempt reports as JSON, keyed by delivery. */
public final class AttemptCodec {

    private AttemptCodec() {}

    public static WireRecord encode(AttemptReport report) {
        return WireRecord.of(
                report.delivery().value(),
                List.of(new WireHeader(EventCodec.CONTENT_TYPE, EventCodec.JSON)),
                Payload.of(Json.MAPPER.writeValueAsBytes(ReportJson.of(report))));
    }

    /**
     * Reads a report.
     *
     * @throws MalformedRecordException when it is not one
     */
    public static AttemptReport decode(WireRecord record) {
        try {
            return Json.MAPPER.readValue(EventCodec.body(record), ReportJson.class).toReport();
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new MalformedRecordException("not an attempt report: " + e.getMessage(), e);
        }
    }
}
