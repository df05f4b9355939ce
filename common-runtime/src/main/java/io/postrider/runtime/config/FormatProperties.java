package io.postrider.runtime.config;

import io.postrider.model.format.FormatCatalog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * {@code postrider.formats.*}; the same for every service of a deployment.
 *
 * @param directory of the operator's own formats, as YAML files; empty for the shipped ones alone
 */
@ConfigurationProperties("postrider.formats")
public record FormatProperties(@DefaultValue("") String directory) {

    FormatCatalog toCatalog() {
        return directory.isEmpty()
                ? FormatCatalog.shipped()
                : FormatCatalog.with(Path.of(directory));
    }
}
