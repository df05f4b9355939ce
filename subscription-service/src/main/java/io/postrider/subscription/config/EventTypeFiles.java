package io.postrider.subscription.config;

import io.postrider.subscription.eventtype.EventTypeService;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.rest.EventTypeReader;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.Resource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Registers the types of events that files describe, where they are not registered yet. */
final class EventTypeFiles implements ApplicationRunner {

    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<Resource> files;
    private final EventTypeService types;

    EventTypeFiles(List<Resource> files, EventTypeService types) {
        this.files = List.copyOf(files);
        this.types = types;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        files.forEach(this::register);
    }

    private void register(Resource file) {
        JsonNode list = read(file);
        if (!list.isArray()) {
            throw wrong(file, "must be a list of event types", null);
        }
        for (int i = 0; i < list.size(); i++) {
            register(list.get(i), file, i);
        }
    }

    private static JsonNode read(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return YAML.readTree(in);
        } catch (IOException | JacksonException e) {
            throw wrong(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private void register(JsonNode type, Resource file, int index) {
        if (!(type instanceof ObjectNode object)) {
            throw wrong(file, "[%d] must have a name".formatted(index), null);
        }
        try {
            EventTypeReader.Named named = EventTypeReader.named(object);
            types.registerIfAbsent(named.name(), named.about());
        } catch (RefusedException e) {
            throw wrong(file, "[%d]: %s".formatted(index, e.getMessage()), e);
        }
    }

    private static IllegalStateException wrong(
            Resource file, String problem, @Nullable Exception cause) {
        return new IllegalStateException(
                "postrider.event-types.files: %s %s".formatted(file.getDescription(), problem),
                cause);
    }
}
