package io.postrider.model.access;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How requests to an endpoint prove whose they are.
 *
 * <p>It can be written as flat values, by the paths that the API has for them. Those of {@link
 * #SECRETS} are sealed wherever they rest; the others may be shown.
 */
public record EndpointAccess(Optional<Authentication> authentication, TlsSettings tls) {

    public static final EndpointAccess NONE =
            new EndpointAccess(Optional.empty(), TlsSettings.USUAL);

    public static final String TYPE = "authentication.type";
    public static final String USERNAME = "authentication.username";
    public static final String PASSWORD = "authentication.password";
    public static final String TOKEN = "authentication.token";
    public static final String TOKEN_URL = "authentication.token_url";
    public static final String CLIENT_ID = "authentication.client_id";
    public static final String CLIENT_SECRET = "authentication.client_secret";
    public static final String SCOPE = "authentication.scope";
    public static final String AUDIENCE = "authentication.audience";
    public static final String CLIENT_CERTIFICATE = "tls.client_certificate";
    public static final String CLIENT_KEY = "tls.client_key";
    public static final String CA_CERTIFICATES = "tls.ca_certificates";

    /** The values that are credentials. */
    public static final Set<String> SECRETS = Set.of(PASSWORD, TOKEN, CLIENT_SECRET, CLIENT_KEY);

    /**
     * Reads the values, all in the clear.
     *
     * @throws IllegalArgumentException when one is missing or unknown to this version
     */
    public static EndpointAccess of(Map<String, String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        return new EndpointAccess(
                Optional.ofNullable(values.get(TYPE)).map(type -> authentication(type, values)),
                new TlsSettings(
                        Optional.ofNullable(values.get(CLIENT_CERTIFICATE))
                                .map(chain ->
                                        new TlsSettings.ClientCertificate(
                                                chain, required(CLIENT_KEY, values))),
                        Optional.ofNullable(values.get(CA_CERTIFICATES))));
    }

    private static Authentication authentication(String type, Map<String, String> values) {
        return switch (type) {
            case Authentication.Basic.TYPE ->
                    new Authentication.Basic(
                            required(USERNAME, values), required(PASSWORD, values));
            case Authentication.Bearer.TYPE -> new Authentication.Bearer(required(TOKEN, values));
            case Authentication.ClientCredentials.TYPE ->
                    new Authentication.ClientCredentials(
                            URI.create(required(TOKEN_URL, values)),
                            required(CLIENT_ID, values),
                            required(CLIENT_SECRET, values),
                            Optional.ofNullable(values.get(SCOPE)),
                            Optional.ofNullable(values.get(AUDIENCE)));
            default -> throw new IllegalArgumentException("unknown authentication " + type);
        };
    }

    private static String required(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** The values, all in the clear. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        authentication.ifPresent(one -> {
            values.put(TYPE, one.type());
            switch (one) {
                case Authentication.Basic(String username, String password) -> {
                    values.put(USERNAME, username);
                    values.put(PASSWORD, password);
                }
                case Authentication.Bearer(String token) -> values.put(TOKEN, token);
                case Authentication.ClientCredentials grant -> {
                    values.put(TOKEN_URL, grant.tokenUrl().toString());
                    values.put(CLIENT_ID, grant.clientId());
                    values.put(CLIENT_SECRET, grant.clientSecret());
                    grant.scope().ifPresent(scope -> values.put(SCOPE, scope));
                    grant.audience().ifPresent(audience -> values.put(AUDIENCE, audience));
                }
            }
        });
        tls.certificate()
                .ifPresent(certificate -> {
                    values.put(CLIENT_CERTIFICATE, certificate.chain());
                    values.put(CLIENT_KEY, certificate.key());
                });
        tls.issuers().ifPresent(issuers -> values.put(CA_CERTIFICATES, issuers));
        return values;
    }
}
