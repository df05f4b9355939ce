package io.postrider.standalone;

import java.nio.file.Path;

/** The admin key of this start, and what is shown of it. */
sealed interface AdminKey {

    String text();

    /** What the terminal shows. */
    String shown();

    /** How a shell command names it. */
    String inShell();

    /** Taken from the environment. */
    record Given(String text) implements AdminKey {

        @Override
        public String shown() {
            return "as set in POSTRIDER_ADMIN_KEY";
        }

        @Override
        public String inShell() {
            return "$POSTRIDER_ADMIN_KEY";
        }
    }

    /**
     * Kept in a file of the data directory that only its owner can read.
     *
     * @param generated whether this start generated it: then it is shown, this once
     */
    record Kept(String text, Path file, boolean generated) implements AdminKey {

        @Override
        public String shown() {
            return generated
                    ? "%s (shown this once; kept in %s)".formatted(text, file)
                    : "kept in %s".formatted(file);
        }

        @Override
        public String inShell() {
            return "$(cat '%s')".formatted(file);
        }
    }
}
