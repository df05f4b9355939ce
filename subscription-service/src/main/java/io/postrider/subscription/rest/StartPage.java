package io.postrider.subscription.rest;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a browser finds at the address of the service: whether it is ready, and how to begin. */
@RestController
public class StartPage {

    /** Where people look for their webhooks. */
    public static final String PATH = "/settings/webhooks";

    private final Resource page = new ClassPathResource("pages/start.html");

    @OpenToAll
    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    Resource show() {
        return page;
    }

    @OpenToAll
    @GetMapping("/")
    ResponseEntity<Void> root() {
        return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, PATH).build();
    }
}
