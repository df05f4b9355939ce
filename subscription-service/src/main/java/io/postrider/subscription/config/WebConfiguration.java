package io.postrider.subscription.config;

import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.jdbc.JdbcApiLimits;
import io.postrider.subscription.limit.ApiLimits;
import io.postrider.subscription.rest.AccessInterceptor;
import io.postrider.subscription.rest.CallerResolver;
import io.postrider.subscription.rest.LimitInterceptor;
import io.postrider.subscription.rest.WebhookMounts;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.List;

/** Where the API is found, by whom, and how often. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiLimitProperties.class)
class WebConfiguration {

    @Bean
    WebMvcRegistrations mounts() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new WebhookMounts();
            }
        };
    }

    /**
     * Lets every method through to the mappings, which answer 405 with those that an address has;
     * the firewall itself would answer 400.
     */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    ApiLimits apiLimits(JdbcClient jdbc) {
        return new JdbcApiLimits(jdbc);
    }

    @Bean
    WebMvcConfigurer callers(ApiLimitProperties properties, ApiLimits limits, TenantGate tenants) {
        AccessInterceptor access = new AccessInterceptor(tenants);
        LimitInterceptor interceptor = new LimitInterceptor(properties.toRules(), limits);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(access);
                registry.addInterceptor(interceptor);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }
}
