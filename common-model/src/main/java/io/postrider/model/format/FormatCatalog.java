package io.postrider.model.format;

import io.postrider.model.FormatName;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of a deployment: those shipped, and its operator's own. */
public final class FormatCatalog {

    private static final List<String> SHIPPED =
            List.of("standard", "ecocast", "task-hub", "clip", "project-44", "envoyou");

    private final Map<FormatName, Format> formats;

    private FormatCatalog(Map<FormatName, Format> formats) {
        this.formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats));
    }

    /** The formats that Postrider comes with. */
    public static FormatCatalog shipped() {
        Map<FormatName, Format> formats = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            add(formats, name + ".yml", resource(name + ".yml"));
        }
        return new FormatCatalog(formats);
    }

    /**
     * The shipped formats and those in the directory's files that end in {@code .yml} or {@code
     * .yaml}.
     *
     * @throws InvalidFormatException naming file, line and field of the first thing that is wrong
     */
    public static FormatCatalog with(Path directory) {
        Map<FormatName, Format> formats = new LinkedHashMap<>(shipped().formats);
        for (Path file : files(directory)) {
            try {
                add(formats, file.toString(), Files.readString(file));
            } catch (IOException e) {
                throw new InvalidFormatException(file + ": cannot be read: " + e, e);
            }
        }
        return new FormatCatalog(formats);
    }

    private static void add(Map<FormatName, Format> formats, String file, String text) {
        Format format = FormatFile.parse(file, text);
        if (formats.putIfAbsent(format.name(), format) != null) {
            throw new InvalidFormatException(
                    "%s: name: there is a format '%s' already".formatted(file, format.name()));
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
        } catch (IOException e) {
            throw new InvalidFormatException(
                    directory + ": is not a directory of formats: " + e, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = FormatCatalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the shipped format " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, the shipped ones first. */
    public Collection<Format> formats() {
        return formats.values();
    }

    /** Their names, in the same order. */
    public List<FormatName> names() {
        return List.copyOf(formats.keySet());
    }

    public Optional<Format> find(FormatName name) {
        return Optional.ofNullable(formats.get(name));
    }

    /**
     * The format of the name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public Format get(FormatName name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no format '%s'; allowed are %s"
                                        .formatted(
                                                name,
                                                names().stream()
                                                        .map(FormatName::value)
                                                        .collect(Collectors.joining(", ")))));
    }
}
