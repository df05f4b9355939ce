package io.postrider.standalone;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/** The version of this build. */
final class Version implements IVersionProvider {

    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development build");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"postrider " + current()};
    }
}
