package io.postrider.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;

class ArchitectureTest {

    private static final JavaClasses WORKER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.postrider.worker");

    private static final String[] FEATURES = {
        "io.postrider.worker.delivery..",
        "io.postrider.worker.lane..",
        "io.postrider.worker.retry..",
        "io.postrider.worker.endpoint.."
    };

    @Test
    void classFilesOfThisJavaAreRead() {
        assertThat(WORKER.size()).isGreaterThan(40);
    }

    @Test
    void featuresKnowNoTechnologyAndNoAdapter() {
        noClasses()
                .that()
                .resideInAnyPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "io.netty..",
                        "reactor..",
                        "java.net.http..",
                        "io.micrometer..",
                        "io.postrider.runtime..",
                        "io.postrider.model.wire..",
                        "io.postrider.worker.kafka..",
                        "io.postrider.worker.http..",
                        "io.postrider.worker.config..")
                .check(WORKER);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.postrider.worker.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postrider.worker.http..", "io.postrider.worker.config..")
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage("io.postrider.worker.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postrider.worker.kafka..", "io.postrider.worker.config..")
                .check(WORKER);
    }

    @Test
    void onlyTheKafkaPackageKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.worker.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(WORKER);
    }

    @Test
    void timeChanceAndEnvironmentComeFromConfig() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.worker.config..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)")
                .check(WORKER);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.postrider.worker.(*)..").should().beFreeOfCycles().check(WORKER);
    }
}
