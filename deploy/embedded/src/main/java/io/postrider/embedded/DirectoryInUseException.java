package io.postrider.embedded;

import java.nio.file.Path;

/** A living process already runs on this data directory. */
public final class DirectoryInUseException extends RuntimeException {

    public DirectoryInUseException(Path directory, String what) {
        super(
                "%s holds the data of %s that is running now: stop that one or choose another directory"
                        .formatted(directory, what));
    }
}
