package io.postrider.subscription.webhook;

import io.postrider.model.access.EndpointAccess;
import io.postrider.subscription.refusal.FieldErrors;

import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides where the credentials of a webhook may be sent. They stay with the scheme, host and port
 * that they were given for, and do not leave the machine unencrypted unless the deployment allows
 * it.
 *
 * @param plainHttp whether credentials may be sent over plain http to other machines
 */
public record CredentialRules(boolean plainHttp) {

    /** Names of headers whose values are credentials by convention, in lower case. */
    private static final Set<String> CREDENTIAL_HEADERS =
            Set.of(
                    "authorization",
                    "cookie",
                    "api-key",
                    "apikey",
                    "x-api-key",
                    "x-access-token",
                    "x-auth-token");

    private static final String LOCALHOST = "localhost";

    /**
     * Notes every credential and header value that a change has to give again because the URL leads
     * to another scheme, host or port.
     *
     * @param before what the webhook has, for the URL as it was
     */
    static void requireAgain(Settings before, URI url, PostChange change, FieldErrors errors) {
        if (EndpointOrigin.of(before.url()).equals(EndpointOrigin.of(url))) {
            return;
        }
        before.post().sealedHeaders().keySet().stream()
                .filter(name -> stays(name, change.headers()))
                .forEach(name -> noteAgain(OwnHeaders.path(name), errors));
        before.post().access().keySet().stream()
                .filter(EndpointAccess.SECRETS::contains)
                .filter(name -> stays(name, part(name, change.access())))
                .forEach(name -> noteAgain(name, errors));
    }

    private static Optional<Map<String, String>> part(String name, AccessChange change) {
        return name.startsWith(EndpointAccess.TLS) ? change.tls() : change.authentication();
    }

    private static boolean stays(String name, Optional<Map<String, String>> given) {
        return given.isEmpty() || OwnHeaders.MASK.equals(given.get().get(name));
    }

    private static void noteAgain(String field, FieldErrors errors) {
        errors.add(
                field,
                "%s must be given again (or removed), because url changes its scheme, host or port"
                        .formatted(field));
    }

    /** Notes the URLs to which credentials would be sent unencrypted. */
    void requireEncryption(
            URI url, Collection<String> headers, Map<String, String> access, FieldErrors errors) {
        if (!plainHttp && sendsCredentials(headers, access) && isReadableOnTheWay(url)) {
            errors.add("url", objection("url"));
        }
        Optional.ofNullable(access.get(EndpointAccess.TOKEN_URL))
                .filter(text -> !plainHttp && isReadableOnTheWay(URI.create(text)))
                .ifPresent(_ ->
                        errors.add(EndpointAccess.TOKEN_URL, objection(EndpointAccess.TOKEN_URL)));
    }

    private static boolean sendsCredentials(
            Collection<String> headers, Map<String, String> access) {
        return access.containsKey(EndpointAccess.TYPE)
                || headers.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(CREDENTIAL_HEADERS::contains);
    }

    private static String objection(String field) {
        return ("%s must begin with https://, because credentials are sent there; plain http is"
                        + " allowed to this machine, and elsewhere where the deployment sets"
                        + " postrider.webhooks.allow-plain-http-credentials")
                .formatted(field);
    }

    private static boolean isReadableOnTheWay(URI url) {
        return "http".equalsIgnoreCase(url.getScheme())
                && !isThisMachine(url.getHost().toLowerCase(Locale.ROOT));
    }

    /** RFC 6761 has names under localhost resolve to loopback addresses. */
    private static boolean isThisMachine(String host) {
        if (host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST)) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
