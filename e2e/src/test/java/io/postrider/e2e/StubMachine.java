package io.postrider.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine made of stubs, on which the {@code postrider} script runs: a directory that stands in
 * for the file system, with commands that record how they are called. The script finds nothing of
 * the machine that runs the test, apart from a few commands of POSIX.
 *
 * <pre>
 * root/      the file system: usr/bin is the first directory of PATH
 * posix/     the commands of POSIX that the script uses, the second directory of PATH
 * packages/  the content of each package that apt-get can install
 * offers/    the answer of apt-cache policy on each package
 * checkout/  a copy of the script
 * </pre>
 */
final class StubMachine {

    /** What apt-get installs on a machine that lacks everything. */
    static final List<String> ALL_PACKAGES =
            List.of(
                    "openjdk-25-jdk-headless",
                    "maven",
                    "nodejs",
                    "npm",
                    "python3",
                    "chromium",
                    "faketime");

    private static final Path HOME = Path.of(System.getProperty("postrider.home"));
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final List<String> POSIX_COMMANDS =
            List.of("cat", "cp", "dirname", "env", "find", "head", "readlink", "sed");

    private final Path directory;
    private final Path root;
    private final Path calls;
    private final Map<String, String> environment = new HashMap<>();

    /** The exit status and everything printed by a run of the script. */
    record Run(int status, String output) {}

    /** Linux, used by root, without a package manager and without anything that Postrider needs. */
    StubMachine(Path directory) throws IOException {
        this.directory = directory;
        this.root = directory.resolve("root");
        this.calls = directory.resolve("calls");
        Files.createFile(calls);
        for (String name : List.of("root/usr/bin", "posix", "offers", "home")) {
            Files.createDirectories(directory.resolve(name));
        }
        for (String command : POSIX_COMMANDS) {
            write(
                    directory.resolve("posix").resolve(command),
                    script("exec \"%s\" \"$@\"".formatted(real(command))));
        }
        for (String file : List.of("postrider", "deploy/launcher/needs.sh")) {
            Path copy = directory.resolve("checkout").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(HOME.resolve(file), copy);
        }
        command("uname", "echo Linux");
        command("id", "echo 0");
        environment.putAll(
                Map.of(
                        "PATH",
                        root.resolve("usr/bin") + ":" + directory.resolve("posix"),
                        "HOME",
                        directory.resolve("home").toString(),
                        "POSTRIDER_SYSTEM_ROOT",
                        root.toString(),
                        "JAVA_HOME",
                        "",
                        "CHROMIUM",
                        ""));
    }

    private static Path real(String command) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** The files of a package and their content. */
    private Map<String, String> content(String name) {
        String jdk = "usr/lib/jvm/java-25/";
        return switch (name) {
            case "openjdk-25-jdk-headless" ->
                    Map.of(
                            jdk + "release",
                            "JAVA_VERSION=\"25.0.1\"",
                            jdk + "bin/javac",
                            script(""),
                            jdk + "bin/java",
                            script(recordCall("java")));
            case "maven" -> Map.of("usr/bin/mvn", mavenOfVersion("3.9.9"));
            case "nodejs" -> Map.of("usr/bin/node", script("echo v20.19.2"));
            case "faketime" -> Map.of("usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "");
            default -> Map.of("usr/bin/" + name, script(""));
        };
    }

    private String mavenOfVersion(String version) {
        return script(
                """
                if [ "$1" = --version ]; then
                    echo "Apache Maven %s"
                else
                    %s
                    echo "JAVA_HOME=$JAVA_HOME CHROMIUM=$CHROMIUM"
                    exit "${MAVEN_STATUS:-0}"
                fi
                """
                        .formatted(version, recordCall("mvn")));
    }

    /** The user is not root. */
    StubMachine asUser() throws IOException {
        return command("id", "echo 1000");
    }

    StubMachine withSudo() throws IOException {
        return command("sudo", recordCall("sudo") + "\nexec \"$@\"");
    }

    StubMachine onMacOs() throws IOException {
        return command("uname", "echo Darwin");
    }

    /** A package manager that the script may look for and must not call. */
    StubMachine withPackageManager(String name) throws IOException {
        return command(name, recordCall(name));
    }

    /** A machine with apt-get, which offers all packages in a sufficient version. */
    StubMachine withApt() throws IOException {
        command(
                "apt-get",
                recordCall("apt-get")
                        + """

                        for word in "$@"; do
                            [ ! -d "%1$s/$word" ] || cp -R "%1$s/$word/." "%2$s"
                        done
                        """
                                .formatted(directory.resolve("packages"), root));
        command(
                "apt-cache",
                """
                [ ! -e "%1$s/$2" ] || cat "%1$s/$2"
                """
                        .formatted(directory.resolve("offers")));
        for (String name : ALL_PACKAGES) {
            install(name, directory.resolve("packages").resolve(name));
        }
        return offer("openjdk-25-jdk-headless", "25.0.1+8-1~deb13u1")
                .offer("maven", "3.9.9-1")
                .offer("nodejs", "20.19.2+dfsg-1")
                .offer("python3", "3.13.5-1")
                .offer("chromium", "2:150.0.1-1~deb13u1")
                .offer("faketime", "0.9.10-2.1");
    }

    /** apt-get offers a package in this version. */
    StubMachine offer(String name, String version) throws IOException {
        write(
                directory.resolve("offers").resolve(name),
                "%s:\n  Installed: (none)\n  Candidate: %s\n".formatted(name, version));
        return this;
    }

    /** apt-get does not know a package. */
    StubMachine offerNo(String name) throws IOException {
        Files.delete(directory.resolve("offers").resolve(name));
        return this;
    }

    /** Has the content of packages, without a call of apt-get. */
    StubMachine having(List<String> names) throws IOException {
        for (String name : names) {
            install(name, root);
        }
        return this;
    }

    private void install(String name, Path base) throws IOException {
        for (Map.Entry<String, String> file : content(name).entrySet()) {
            write(base.resolve(file.getKey()), file.getValue());
        }
    }

    StubMachine withMaven(String version) throws IOException {
        write(root.resolve("usr/bin/mvn"), mavenOfVersion(version));
        return this;
    }

    StubMachine withNode(String version) throws IOException {
        install("npm", root);
        return command("node", "echo v" + version);
    }

    /** The java command that Maven starts on unless JAVA_HOME is set. */
    StubMachine withDefaultJava(String version) throws IOException {
        return command("java", "echo 'openjdk version \"%s\"' >&2".formatted(version));
    }

    StubMachine withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The checkout was built an hour ago, and no source is newer. */
    StubMachine built() throws IOException {
        Path stamp = directory.resolve("checkout/deploy/standalone/target/app/.built");
        write(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        return this;
    }

    /** Changes a file of the checkout. */
    StubMachine edit(String file) throws IOException {
        write(directory.resolve("checkout").resolve(file), "");
        return this;
    }

    /** Calls the script. */
    Run run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(directory.resolve("checkout/postrider").toString());
        command.addAll(List.of(arguments));
        try (RunningProcess process =
                RunningProcess.start("postrider", directory, environment, command)) {
            int status = process.awaitExit(TIMEOUT);
            return new Run(status, process.output());
        }
    }

    /** The recorded calls, each as a command line, in their order. */
    List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    /** The path of a file of this machine, as the script sees it. */
    Path file(String name) {
        return root.resolve(name);
    }

    private String recordCall(String command) {
        return "echo %s \"$@\" >>\"%s\"".formatted(command, calls);
    }

    private StubMachine command(String name, String body) throws IOException {
        write(root.resolve("usr/bin").resolve(name), script(body));
        return this;
    }

    private static String script(String body) {
        return "#!/bin/sh\n" + body + "\n";
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
