package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.access.TenantService;
import io.postrider.subscription.quota.QuotaUsage;
import io.postrider.subscription.quota.Quotas;
import io.postrider.subscription.refusal.FieldErrors;

import jakarta.servlet.http.HttpServletRequest;

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
import java.util.List;
import java.util.Optional;

/** Tenants: made, named, limited, deleted by operators; an admin of one sees its own. */
@RestController
@RequestMapping(TenantsController.PATH)
class TenantsController {

    static final String PATH = "/api/v1/tenants";

    private static final String ID = "id";
    private static final String NAME = "name";

    private static final FieldNames CHANGE =
            FieldNames.orNull(NAME, QuotaReader.FIELD, TenantView.USAGE)
                    .and(ReadOnlyFields.names(TenantView.READ_ONLY));
    private static final FieldNames NEW =
            FieldNames.of(ID).and(FieldNames.orNull(NAME, QuotaReader.FIELD));

    private final TenantService tenants;
    private final QuotaUsage usage;

    TenantsController(TenantService tenants, QuotaUsage usage) {
        this.tenants = tenants;
        this.usage = usage;
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
        Quotas quotas = QuotaReader.read(fields, Quotas.NONE, errors);
        errors.refuseIfAny();
        Tenant tenant = tenants.create(caller, id.orElseThrow(), name, quotas);
        return ResponseEntity.created(URI.create(PATH + "/" + tenant.id())).body(withUsage(tenant));
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
        return withUsage(tenants.get(caller.reach(), idOf(tenant)));
    }

    private TenantView withUsage(Tenant tenant) {
        return TenantView.of(tenant, usage.of(tenant.id(), tenant.quotas()));
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
        Quotas _ = QuotaReader.read(fields, Quotas.NONE, errors);
        errors.refuseIfAny();
        TenantId id = idOf(tenant);
        TenantView.of(tenants.get(caller.reach(), id)).readOnly().requireUnchanged(fields);
        return withUsage(tenants.change(caller, id, current -> changed(current, fields, name)));
    }

    private static Tenant changed(Tenant current, RequestFields fields, Optional<String> name) {
        Tenant named = fields.has(NAME) ? current.named(name) : current;
        return named.limitedBy(QuotaReader.read(fields, current.quotas(), new FieldErrors()));
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
