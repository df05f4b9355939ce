package io.postrider.subscription.rest;

import io.postrider.subscription.access.ApiKeyService;
import io.postrider.subscription.access.ApiKeyService.Issued;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.identity.TimeOrderedIds;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** API keys: made, looked at, revoked. */
@RestController
@RequestMapping(ApiKeysController.PATH)
class ApiKeysController {

    static final String PATH = "/api/v1/api-keys";

    private final ApiKeyService keys;

    ApiKeysController(ApiKeyService keys) {
        this.keys = keys;
    }

    @Needs(Scope.ADMIN)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ApiKeyView> create(Caller caller, HttpServletRequest request)
            throws IOException {
        Issued issued = keys.create(caller, ApiKeyReader.read(RequestBodies.object(request)));
        return ResponseEntity.created(URI.create(PATH + "/" + issued.key().id()))
                .body(ApiKeyView.of(issued.key(), issued.text()));
    }

    @Needs(Scope.ADMIN)
    @GetMapping
    Page<ApiKeyView> list(
            Caller caller,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        return Page.of(
                keys.list(
                        caller.reach(),
                        Page.mark(cursor, id -> TimeOrderedIds.required("key_", id)),
                        count + 1),
                count,
                ApiKeyView::of,
                key -> List.of(key.id()));
    }

    @Needs(Scope.ADMIN)
    @GetMapping("/{key}")
    ApiKeyView get(Caller caller, @PathVariable String key) {
        return ApiKeyView.of(keys.get(caller.reach(), key));
    }

    @Needs(Scope.ADMIN)
    @DeleteMapping("/{key}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String key) {
        keys.revoke(caller, key);
        return ResponseEntity.noContent().build();
    }
}
