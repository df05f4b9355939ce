package io.postrider.subscription.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens everything under {@code /api/v1/webhooks}, whichever controller answers it, under the paths
 * of the integration guides too.
 */
public final class WebhookMounts extends RequestMappingHandlerMapping {

    /** The path that controllers name. */
    static final String PATH = "/api/v1/webhooks";

    private static final List<String> ALSO = List.of("/api/webhooks", "/v1/webhooks");

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

    private static Stream<String> everywhere(String path) {
        if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            return Stream.of(path);
        }
        String rest = path.substring(PATH.length());
        return Stream.concat(Stream.of(path), ALSO.stream().map(mount -> mount + rest));
    }
}
