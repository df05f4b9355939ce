package io.postrider.subscription.rest;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;

/** The description of this API in OpenAPI 3.1, for programs and for people. */
@RestController
public class ApiDocument {

    /** For programs. */
    public static final String PATH = "/v3/api-docs";

    /** For people. */
    public static final String PAGE_PATH = "/api-docs";

    private final byte[] document;
    private final Resource page = new ClassPathResource("pages/api-docs.html");

    ApiDocument() throws IOException {
        try (InputStream in = new ClassPathResource("openapi.yml").getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            this.document = new JsonMapper().writeValueAsBytes(tree);
        }
    }

    @OpenToAll
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document() {
        return document;
    }

    @OpenToAll
    @GetMapping(path = PAGE_PATH, produces = MediaType.TEXT_HTML_VALUE)
    Resource page() {
        return page;
    }
}
