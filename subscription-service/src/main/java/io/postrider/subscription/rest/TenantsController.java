package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.access.TenantService;
import io.postrider.subscription.refusal.FieldErrors;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tenants: made, named, deleted by operators; an admin of one sees its own. */
@RestController
@RequestMapping(TenantsController.PATH)
class TenantsController {

    static final String PATH = "/api/v1/tenants";

    private static final String ID = "id";
    private static final String NAME = "name";

    private static final List<String> READ_ONLY = List.of(ID, "created_at", "updated_at");
    private static final FieldNames CHANGE =
            FieldNames.orNull(NAME).and(ReadOnlyFields.names(READ_ONLY));
    private static final FieldNames NEW = FieldNames.of(ID).and(FieldNames.orNull(NAME));

    private final TenantService tenants;

    TenantsController(TenantService tenants) {
        this.tenants = tenants;
    }

    record TenantView(String id, @Nullable String name, Instant createdAt, Instant updatedAt) {

        static TenantView of(Tenant tenant) {
            return new TenantView(
                    tenant.id().value(),
                    tenant.name().orElse(null),
                    tenant.createdAt(),
                    tenant.updatedAt());
        }

        ReadOnlyFields readOnly() {
            return ReadOnlyFields.of(
                    READ_ONLY,
                    List.of(Optional.of(id), Optional.of(createdAt), Optional.of(updatedAt)));
        }
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TenantView> create(Caller caller, HttpServletRequest request)
            throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields = new RequestFields(RequestBodies.object(request), NEW, "", errors);
        fields.require(ID);
        Optional<TenantId> id =
                fields.text(ID).flatMap(text -> errors.check(ID, () -> new TenantId(text)));
        Optional<String> name = name(fields, errors);
        errors.refuseIfAny();
        Tenant tenant = tenants.create(caller, id.orElseThrow(), name);
        return ResponseEntity.created(URI.create(PATH + "/" + tenant.id()))
                .body(TenantView.of(tenant));
    }

    private static Optional<String> name(RequestFields fields, FieldErrors errors) {
        return fields.text(NAME)
                .flatMap(text -> errors.check(NAME, () -> Tenant.checkedName(text)));
    }

    @Needs(Scope.ADMIN)
    @GetMapping
    Page<TenantView> list(
            Caller caller,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        return Page.of(
                tenants.list(caller.reach(), Page.mark(cursor, TenantId::new), count + 1),
                count,
                TenantView::of,
                tenant -> List.of(tenant.id().value()));
    }

    @Needs(Scope.ADMIN)
    @GetMapping("/{tenant}")
    TenantView get(Caller caller, @PathVariable String tenant) {
        return TenantView.of(tenants.get(caller.reach(), idOf(tenant)));
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @PatchMapping(
            path = "/{tenant}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    TenantView change(Caller caller, @PathVariable String tenant, HttpServletRequest request)
            throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields = new RequestFields(RequestBodies.object(request), CHANGE, "", errors);
        Optional<String> name = name(fields, errors);
        errors.refuseIfAny();
        TenantId id = idOf(tenant);
        Tenant before = tenants.get(caller.reach(), id);
        TenantView.of(before).readOnly().requireUnchanged(fields);
        return TenantView.of(fields.has(NAME) ? tenants.rename(caller, id, name) : before);
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @DeleteMapping("/{tenant}")
    ResponseEntity<Void> delete(
            Caller caller, @PathVariable String tenant, @RequestParam Optional<String> purge) {
        boolean purged =
                Parameters.read("purge", purge, text -> Parameters.flag("purge", text))
                        .orElse(false);
        tenants.remove(caller, idOf(tenant), purged);
        return ResponseEntity.noContent().build();
    }

    private static TenantId idOf(String id) {
        return Parameters.id("tenant", id, () -> new TenantId(id));
    }
}
