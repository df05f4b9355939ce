package io.postrider.subscription.rest;

import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Content-Security-Policy: pages take everything from here, run no script but files of ours and
 * what stands in them, and cannot be framed.
 */
public final class ContentPolicy {

    private static final List<String> PAGES = List.of("pages/api-docs.html");
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private ContentPolicy() {}

    public static String text() {
        return "default-src 'none'; script-src 'self'%s; style-src 'self' 'unsafe-inline';"
                        .formatted(hashes())
                + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src"
                + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    private static String hashes() {
        return PAGES.stream()
                .flatMap(page -> SCRIPT.matcher(read(page)).results())
                .map(ContentPolicy::hash)
                .distinct()
                .collect(Collectors.joining());
    }

    private static String read(String page) {
        try {
            return new ClassPathResource(page).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(MatchResult script) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            return " 'sha256-%s'".formatted(Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
