package io.postrider.subscription.rest;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The console: every address below its own is one of its pages, which one document shows, so that
 * links lead into the midst of it and a reload stays there.
 */
@RestController
public class ConsolePages {

    /** Where people look for their webhooks. */
    public static final String PATH = "/settings/webhooks";

    /** Where the files of the document are; not a page. */
    public static final String ASSETS = PATH + "/assets/**";

    private final Resource document = new ClassPathResource("console/index.html");

    @OpenToAll
    @GetMapping(path = PATH + "/{*page}", produces = MediaType.TEXT_HTML_VALUE)
    Resource page() {
        return document;
    }

    @OpenToAll
    @GetMapping("/")
    ResponseEntity<Void> root() {
        return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, PATH).build();
    }
}
