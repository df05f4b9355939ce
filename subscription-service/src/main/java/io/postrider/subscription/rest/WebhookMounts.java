package io.postrider.subscription.rest;

import static java.util.stream.Collectors.toSet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens everything under {@code /api/v1/webhooks}, whichever controller answers it, under the paths
 * of the integration guides too.
 *
 * <p>An address that is mapped literally, as {@code /webhooks/events}, is no value of a pattern, as
 * {@code /webhooks/{id}}: it has its own methods only, and 405 for every other one.
 */
public final class WebhookMounts extends RequestMappingHandlerMapping {

    /** The path that controllers name. */
    static final String PATH = "/api/v1/webhooks";

    private static final List<String> ALSO = List.of("/api/webhooks", "/v1/webhooks");

    /** Read when the first request comes: then every controller is mapped. */
    private volatile @Nullable Set<String> literalPaths;

    @Override
    protected @Nullable RequestMappingInfo getMappingForMethod(
            Method method, Class<?> handlerType) {
        RequestMappingInfo info = super.getMappingForMethod(method, handlerType);
        PathPatternsRequestCondition patterns =
                info == null ? null : info.getPathPatternsCondition();
        if (info == null || patterns == null) {
            return info;
        }
        return info.mutate()
                .paths(
                        patterns.getPatternValues().stream()
                                .flatMap(WebhookMounts::everywhere)
                                .toArray(String[]::new))
                .build();
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(
            RequestMappingInfo info, HttpServletRequest request) {
        return isShadowed(info, request) ? null : super.getMatchingMapping(info, request);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> infos, String path, HttpServletRequest request)
            throws ServletException {
        return super.handleNoMatch(
                infos.stream().filter(info -> !isShadowed(info, request)).collect(toSet()),
                path,
                request);
    }

    /** Whether a literal mapping of the request's address stands in front of this pattern. */
    private boolean isShadowed(RequestMappingInfo info, HttpServletRequest request) {
        String path =
                ServletRequestPathUtils.getParsedRequestPath(request)
                        .pathWithinApplication()
                        .value();
        return !info.getDirectPaths().contains(path) && literalPaths().contains(path);
    }

    private Set<String> literalPaths() {
        Set<String> known = literalPaths;
        if (known == null) {
            known =
                    getHandlerMethods().keySet().stream()
                            .flatMap(info -> info.getDirectPaths().stream())
                            .collect(toSet());
            literalPaths = known;
        }
        return known;
    }

    private static Stream<String> everywhere(String path) {
        if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            return Stream.of(path);
        }
        String rest = path.substring(PATH.length());
        return Stream.concat(Stream.of(path), ALSO.stream().map(mount -> mount + rest));
    }
}
