package io.postrider.subscription.rest;

import io.postrider.subscription.access.Scope;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;
import io.postrider.subscription.history.InvalidRecordArchive;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records that could not be read. */
@RestController
@RequestMapping("/api/v1/invalid-records")
class InvalidRecordsController {

    private final InvalidRecordArchive records;

    InvalidRecordsController(InvalidRecordArchive records) {
        this.records = records;
    }

    record InvalidRecordView(
            String topic,
            int partition,
            long offset,
            String reason,
            String excerpt,
            Instant foundAt) {

        static InvalidRecordView of(InvalidFact fact) {
            return new InvalidRecordView(
                    fact.topic(),
                    fact.position().partition(),
                    fact.position().offset(),
                    fact.reason(),
                    fact.excerpt(),
                    fact.foundAt());
        }
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @GetMapping
    Page<InvalidRecordView> list(
            @RequestParam Optional<String> cursor, @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        return Page.of(
                records.list(Page.mark(cursor, 4, InvalidRecordsController::markOf), count + 1),
                count,
                InvalidRecordView::of,
                fact ->
                        List.of(
                                fact.foundAt().toString(),
                                fact.topic(),
                                Integer.toString(fact.position().partition()),
                                Long.toString(fact.position().offset())));
    }

    private static InvalidRecordArchive.Mark markOf(List<String> mark) {
        return new InvalidRecordArchive.Mark(
                Parameters.time("cursor", mark.get(0)),
                Parameters.clean(mark.get(1)),
                Page.count(mark.get(2), Integer.MAX_VALUE).intValue(),
                Page.count(mark.get(3), Long.MAX_VALUE));
    }
}
