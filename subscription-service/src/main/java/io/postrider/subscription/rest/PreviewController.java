package io.postrider.subscription.rest;

import io.postrider.model.EventId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.rest.PreviewReader.Absent;
import io.postrider.subscription.rest.PreviewReader.Asked;
import io.postrider.subscription.webhook.EndpointUrl;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.PostPreview;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** POSTs, shown before a webhook sends them. */
@RestController
@RequestMapping("/api/v1/formats/preview")
class PreviewController {

    private final PostPreview preview;
    private final Formats formats;
    private final EndpointUrl urls;
    private final TimeOrderedIds ids;
    private final Clock clock;

    PreviewController(
            PostPreview preview,
            Formats formats,
            EndpointUrl urls,
            TimeOrderedIds ids,
            Clock clock) {
        this.preview = preview;
        this.formats = formats;
        this.urls = urls;
        this.ids = ids;
        this.clock = clock;
    }

    @Needs(Scope.WEBHOOKS_READ)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    PreviewView preview(Caller caller, HttpServletRequest request) throws IOException {
        RequestBodies.Document document = RequestBodies.document(request);
        Absent absent =
                new Absent(
                        new EventId("evt_" + ids.next()),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Asked asked =
                new PreviewReader(document.bytes(), document.object(), formats, urls)
                        .read(caller, absent);
        return PreviewView.of(preview.of(asked.look(), asked.event()));
    }
}
