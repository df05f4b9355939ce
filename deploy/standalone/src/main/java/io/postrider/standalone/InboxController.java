package io.postrider.standalone;

import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code POST /inbox/{name}} receives, {@code GET /inbox/{name}} shows what came. */
@RestController
@RequestMapping("/inbox/{name}")
class InboxController {

    private final Inbox inbox;

    InboxController(Inbox inbox) {
        this.inbox = inbox;
    }

    @PostMapping
    Map<String, Boolean> receive(
            @PathVariable String name,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte[] body) {
        Map<String, String> byName = new TreeMap<>();
        headers.forEach((header, values) ->
                byName.put(header.toLowerCase(Locale.ROOT), String.join(", ", values)));
        inbox.receive(name, byName, body == null ? "" : new String(body, StandardCharsets.UTF_8));
        return Map.of("received", true);
    }

    @GetMapping
    Map<String, List<Inbox.Received>> show(@PathVariable String name) {
        return Map.of("data", inbox.received(name));
    }
}
