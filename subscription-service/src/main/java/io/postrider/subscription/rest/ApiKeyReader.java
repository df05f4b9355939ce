package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.NewApiKey;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what callers say of a new key. */
final class ApiKeyReader {

    private static final String NAME = "name";
    private static final String SCOPES = "scopes";
    private static final String TENANT = "tenant";
    private static final String EXPIRES_AT = "expires_at";
    private static final String REVOKE_WITH_CREATOR = "revoke_with_creator";

    private static final FieldNames NAMES =
            FieldNames.of(NAME, SCOPES, REVOKE_WITH_CREATOR)
                    .and(FieldNames.orNull(TENANT, EXPIRES_AT));

    private ApiKeyReader() {}

    /**
     * A new key.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static NewApiKey read(ObjectNode body) {
        FieldErrors errors = new FieldErrors();
        RequestFields fields = new RequestFields(body, NAMES, "", errors);
        fields.require(NAME);
        fields.require(SCOPES);
        Optional<String> name =
                fields.text(NAME)
                        .flatMap(text -> errors.check(NAME, () -> ApiKey.checkedName(text)));
        Set<Scope> scopes = scopes(fields.texts(SCOPES), errors);
        Optional<TenantId> tenant =
                fields.text(TENANT).flatMap(text -> errors.check(TENANT, () -> new TenantId(text)));
        Optional<Instant> expiresAt =
                fields.text(EXPIRES_AT)
                        .flatMap(text ->
                                errors.check(EXPIRES_AT, () -> Parameters.time(EXPIRES_AT, text)));
        boolean revokeWithCreator = fields.flag(REVOKE_WITH_CREATOR).orElse(false);
        errors.refuseIfAny();
        return new NewApiKey(name.orElseThrow(), scopes, tenant, expiresAt, revokeWithCreator);
    }

    private static Set<Scope> scopes(Optional<List<String>> given, FieldErrors errors) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (given.isPresent() && given.get().isEmpty()) {
            errors.add(SCOPES, "scopes must name at least one scope");
        }
        List<String> texts = given.orElse(List.of());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            errors.check("scopes[%d]".formatted(i), () -> Scope.ofCode(text))
                    .ifPresent(scopes::add);
        }
        return scopes;
    }
}
