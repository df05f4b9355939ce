package io.postrider.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What {@code ./postrider up} has logged, in the files that were rolled over too. */
final class ServiceLog {

    private final Path directory;

    ServiceLog(Path data) {
        this.directory = data.resolve("logs");
    }

    long count(String text) throws IOException {
        long count = 0;
        for (Path file : files()) {
            try (BufferedReader lines = open(file)) {
                count += lines.lines().filter(line -> line.contains(text)).count();
            }
        }
        return count;
    }

    /** The first lines that fit, no more than a few. */
    List<String> lines(Predicate<String> fits) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            try (BufferedReader lines = open(file)) {
                lines.lines().filter(fits).limit(10).forEach(found::add);
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(
                new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                        StandardCharsets.UTF_8));
    }
}
