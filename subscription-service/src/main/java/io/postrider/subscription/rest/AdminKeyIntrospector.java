package io.postrider.subscription.rest;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/** Knows the one admin key. How long a comparison takes says nothing of it. */
public final class AdminKeyIntrospector implements OpaqueTokenIntrospector {

    private static final String ADMIN = "admin";

    private final byte[] keyHash;

    public AdminKeyIntrospector(String key) {
        this.keyHash = hash(key);
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        if (!MessageDigest.isEqual(keyHash, hash(token))) {
            throw new BadOpaqueTokenException("unknown API key");
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                ADMIN, Map.of("sub", ADMIN), AuthorityUtils.createAuthorityList("SCOPE_" + ADMIN));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
