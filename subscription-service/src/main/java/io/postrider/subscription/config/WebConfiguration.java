package io.postrider.subscription.config;

import io.postrider.subscription.jdbc.JdbcApiLimits;
import io.postrider.subscription.limit.ApiLimits;
import io.postrider.subscription.rest.LimitInterceptor;
import io.postrider.subscription.rest.WebhookMounts;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Where the API is found, and how often. */
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

    @Bean
    ApiLimits apiLimits(JdbcClient jdbc) {
        return new JdbcApiLimits(jdbc);
    }

    @Bean
    WebMvcConfigurer limits(ApiLimitProperties properties, ApiLimits limits) {
        LimitInterceptor interceptor = new LimitInterceptor(properties.toRules(), limits);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor);
            }
        };
    }
}
