package io.postrider.subscription.config;

import io.postrider.subscription.rest.ApiDocument;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** Swagger UI, which renders the description of the API. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentConfiguration {

    @Bean
    WebMvcConfigurer apiDocumentAssets() throws IOException {
        String assets =
                "classpath:/META-INF/resources/webjars/swagger-ui/%s/".formatted(packagedVersion());
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(ApiDocument.PAGE_PATH + "/assets/**")
                        .addResourceLocations(assets);
            }
        };
    }

    private static String packagedVersion() throws IOException {
        Properties about = new Properties();
        try (InputStream in =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
                        .getInputStream()) {
            about.load(in);
        }
        return Objects.requireNonNull(about.getProperty("version"));
    }
}
