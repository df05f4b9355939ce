package io.postrider.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of parameters of paths, by the parameter's name, that something is or was found under.
 * What the run makes joins them, so that there is always something left to be read, changed and
 * deleted.
 */
final class KnownThings {

    private static final int MOST = 40;
    private static final Pattern MADE =
            Pattern.compile("/api/v1/(webhooks|event-types|tenants|api-keys)/([^/]+)");
    private static final Map<String, String> PARAMETERS =
            Map.of("webhooks", "id", "event-types", "name", "tenants", "tenant", "api-keys", "key");

    private final Map<String, List<String>> values = new ConcurrentHashMap<>();

    KnownThings(Map<String, List<String>> first) {
        values.putAll(first);
    }

    List<String> of(String parameter) {
        return values.getOrDefault(parameter, List.of());
    }

    /** Keeps what was made; of very many, what was made last. */
    void learn(FuzzRequest request, RawHttp.Answer answer) {
        Matcher made = MADE.matcher(answer.headers().getOrDefault("location", ""));
        if (request.method().equals("POST") && answer.status() == 201 && made.matches()) {
            values.merge(
                    PARAMETERS.getOrDefault(made.group(1), ""),
                    List.of(made.group(2)),
                    KnownThings::latest);
        }
    }

    private static List<String> latest(List<String> before, List<String> more) {
        List<String> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
}
