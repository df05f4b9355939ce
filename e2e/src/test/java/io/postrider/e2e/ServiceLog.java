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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What {@code ./postrider up} has logged, in the files that were rolled over too. */
final class ServiceLog {

    private static final int MOST = 10;
    private static final int STACK = 12;

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
                lines.lines().filter(fits).limit(MOST).forEach(found::add);
            }
        }
        return found;
    }

    /** What stands behind the lines with the text, which name an exception there; a few of them. */
    List<String> exceptionsBehind(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            try (BufferedReader lines = open(file)) {
                for (String line = lines.readLine();
                        line != null && found.size() < MOST;
                        line = lines.readLine()) {
                    if (line.contains(text)) {
                        found.add(line + "\n" + stack(lines));
                    }
                }
            }
        }
        return found;
    }

    private static String stack(BufferedReader lines) {
        return lines.lines().limit(STACK).collect(Collectors.joining("\n"));
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
