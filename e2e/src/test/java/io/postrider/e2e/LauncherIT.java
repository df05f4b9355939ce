package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.e2e.StubMachine.Run;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the {@code postrider} script checks and installs what the build and the tests need. */
class LauncherIT {

    private static final String APT_INSTALL = "apt-get install -y -q --no-install-recommends ";
    private static final String ALL_PACKAGES = String.join(" ", StubMachine.ALL_PACKAGES);

    private StubMachine machine;

    @BeforeEach
    void createMachine(@TempDir Path directory) throws IOException {
        machine = new StubMachine(directory);
    }

    @Test
    void installsEverythingMissingAsRootAndRunsMaven() throws Exception {
        machine.withApt();

        Run run = machine.run("verify");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("missing: JDK 25 or newer, Maven 3.8 or newer,")
                .contains("installing the packages " + ALL_PACKAGES)
                .doesNotContain("password");
        assertThat(machine.calls())
                .containsExactly(
                        "apt-get update -q", APT_INSTALL + ALL_PACKAGES, "mvn -B -ntp verify");
    }

    @Test
    void installsWithSudoAndSaysThatItAsksForThePassword() throws Exception {
        machine.withApt().having(StubMachine.ALL_PACKAGES.subList(0, 6)).asUser().withSudo();

        Run run = machine.run("verify");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("missing: libfaketime.")
                .contains("sudo may ask for your password");
        assertThat(machine.calls())
                .containsExactly(
                        "sudo apt-get update -q",
                        "apt-get update -q",
                        "sudo env DEBIAN_FRONTEND=noninteractive " + APT_INSTALL + "faketime",
                        APT_INSTALL + "faketime",
                        "mvn -B -ntp verify");
    }

    @Test
    void printsTheCommandWithoutRootAndSudo() throws Exception {
        machine.withApt().asUser();

        Run run = machine.run("verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "install as root with: apt-get update && apt-get install"
                                + " --no-install-recommends "
                                + ALL_PACKAGES);
        assertThat(machine.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dnf, sudo dnf install java-25-openjdk-devel maven nodejs npm python3 chromium libfaketime",
        "pacman, sudo pacman -S --needed jdk25-openjdk maven nodejs npm python chromium"
                + " libfaketime",
        "apk, sudo apk add openjdk25 maven nodejs npm python3 chromium libfaketime",
    })
    void printsTheCommandOfOtherLinuxDistributions(String manager, String command)
            throws Exception {
        machine.withPackageManager(manager).asUser().withSudo();

        Run run = machine.run("verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("install with: " + command);
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void printsTheCommandOfMacOsAndDoesNotAskForLibfaketime() throws Exception {
        machine.onMacOs().asUser().withSudo();

        Run run = machine.run("verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("install with: brew install temurin@25 maven node python google-chrome")
                .doesNotContain("libfaketime");
    }

    @Test
    void namesWhatIsMissingOnUnknownPlatforms() throws Exception {
        machine.having(List.of("openjdk-25-jdk-headless", "maven", "nodejs", "npm", "faketime"));

        Run run = machine.run("verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("missing: Python 3, Chromium.");
    }

    @Test
    void passesArgumentsToMavenAndReturnsItsStatus() throws Exception {
        machine.withApt().having(StubMachine.ALL_PACKAGES).withEnvironment("MAVEN_STATUS", "7");

        Run run = machine.run("verify", "-pl", "common-model", "-Dit.test=One,Two");

        assertThat(run.status()).isEqualTo(7);
        assertThat(machine.calls())
                .as("no call of apt-get")
                .containsExactly("mvn -B -ntp verify -pl common-model -Dit.test=One,Two");
    }

    @Test
    void quickNeedsNeitherPythonNorChromiumNorLibfaketime() throws Exception {
        machine.withApt();

        Run run = machine.run("verify", "-Dquick");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(machine.calls())
                .containsExactly(
                        "apt-get update -q",
                        APT_INSTALL + "openjdk-25-jdk-headless maven nodejs npm",
                        "mvn -B -ntp verify -Dquick");
    }

    @Test
    void namesWhatAptGetHasNotInASufficientVersion() throws Exception {
        machine.withApt()
                .withNode("18.13.0")
                .offer("nodejs", "18.20.4+dfsg-1~deb12u1")
                .offerNo("openjdk-25-jdk-headless");

        Run run = machine.run("verify");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "still missing: JDK 25 or newer,"
                                + " Node 20.19 or newer with npm (found 18.13.0).")
                .contains("JDK 25 or newer: apt-get has none; get one from Adoptium")
                .contains(
                        "Node 20.19 or newer with npm: apt-get has 18.20.4;"
                                + " get it from nodejs.org");
        assertThat(machine.calls())
                .containsExactly(
                        "apt-get update -q", APT_INSTALL + "maven python3 chromium faketime");
    }

    @ParameterizedTest
    @CsvSource({"3.6.3, 20.19.0", "3.9.9, 20.18.3", "2.9.9, 22.1.0"})
    void refusesOldVersions(String maven, String node) throws Exception {
        machine.having(StubMachine.ALL_PACKAGES).withMaven(maven).withNode(node);

        assertThat(machine.run("verify").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3.8.0, 20.19.0", "3.10.0, 21.0.0", "4.0.0, 26.1.0"})
    void acceptsSufficientVersions(String maven, String node) throws Exception {
        machine.having(StubMachine.ALL_PACKAGES).withMaven(maven).withNode(node);

        Run run = machine.run("verify");

        assertThat(run.status()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "1.8.0_412"})
    void mavenRunsOnTheJdkOfTheBuildNotOnTheDefaultJava(String java) throws Exception {
        machine.having(StubMachine.ALL_PACKAGES).withDefaultJava(java);

        Run run = machine.run("verify");

        assertThat(run.output().lines())
                .contains(
                        "JAVA_HOME=%s CHROMIUM=%s"
                                .formatted(
                                        machine.file("usr/lib/jvm/java-25"),
                                        machine.file("usr/bin/chromium")));
    }

    @Test
    void helpOfVerifyNeedsNothing() throws Exception {
        Run run = machine.run("verify", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("Usage: postrider verify").contains("-Dquick");
    }

    @Test
    void upInstallsWhatTheBuildNeeds() throws Exception {
        machine.withApt();

        Run run = machine.run("up", "--port=8181");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(machine.calls())
                .startsWith(
                        "apt-get update -q",
                        APT_INSTALL + "openjdk-25-jdk-headless maven nodejs npm")
                .hasSize(4)
                .satisfies(
                        calls -> assertThat(calls.get(2)).startsWith("mvn ").endsWith(" package"))
                .last()
                .asString()
                .startsWith("java ")
                .endsWith(" io.postrider.standalone.Standalone up --port=8181");
    }

    @Test
    void upNeedsOnlyAJdkWhenThereIsNothingToBuild() throws Exception {
        machine.withApt().built();

        Run run = machine.run("up");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(machine.calls())
                .extracting(call -> call.split(" ", 2)[0])
                .containsExactly("apt-get", "apt-get", "java");
        assertThat(machine.calls()).contains(APT_INSTALL + "openjdk-25-jdk-headless");
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml, true",
        "common-model/pom.xml, true",
        "common-model/src/main/java/Event.java, true",
        "deploy/embedded/src/main/resources/broker.properties, true",
        "console/src/main.tsx, true",
        "common-model/src/test/java/EventTest.java, false",
        "e2e/src/test/java/UpIT.java, false",
        "common-model/target/classes/Event.class, false",
        "console/node_modules/react/index.js, false",
        "console/browser/visit.ts, false",
    })
    void upBuildsOnlyWhenASourceOfItIsNewer(String file, boolean builds) throws Exception {
        machine.having(StubMachine.ALL_PACKAGES).built().edit(file);

        Run run = machine.run("up");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(machine.calls())
                .extracting(call -> call.split(" ", 2)[0])
                .isEqualTo(builds ? List.of("mvn", "java") : List.of("java"));
    }
}
