package io.postrider.benchmarks;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What all scenarios of one call share.
 *
 * @param launcher the {@code postrider} script
 * @param profile where a recording of the system's JVM goes
 */
record Session(Path launcher, Optional<Path> profile, Progress progress) {}
