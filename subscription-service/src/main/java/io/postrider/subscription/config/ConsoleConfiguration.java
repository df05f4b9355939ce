package io.postrider.subscription.config;

import io.postrider.subscription.rest.ConsolePages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Duration;

/** The files of the console. Their names change with what is in them, so browsers keep them. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Bean
    WebMvcConfigurer consoleAssets() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(ConsolePages.ASSETS)
                        .addResourceLocations("classpath:/console/assets/")
                        .setCacheControl(CacheControl.maxAge(FOR_EVER).cachePublic().immutable());
                // before the pages, whose addresses would take in those of the files
                registry.setOrder(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}
