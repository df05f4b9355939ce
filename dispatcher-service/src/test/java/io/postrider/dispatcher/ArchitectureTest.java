package io.postrider.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

class ArchitectureTest {

    private static final String ROOT = "io.postrider.dispatcher";
    private static final String[] FEATURES = {ROOT + ".matching..", ROOT + ".dispatch.."};

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void theRulesSeeTheClasses() {
        assertThat(CLASSES).hasSizeGreaterThan(15);
    }

    @Test
    void featuresKnowNoTechnology() {
        noClasses()
                .that()
                .resideInAnyPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "com.fasterxml..",
                        "software.amazon..",
                        "tools.jackson..",
                        "java.net.http..",
                        "io.postrider.runtime..")
                .check(CLASSES);
    }

    @Test
    void featuresKnowNoAdapterAndNoConfiguration() {
        noClasses()
                .that()
                .resideInAnyPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".kafka..", ROOT + ".config..")
                .check(CLASSES);
    }

    @Test
    void onlyTheKafkaPackageKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
    }

    @Test
    void filtersBelongToTheModel() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void theDispatcherKnowsNoDatabaseAndNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "io.postrider.subscription..",
                        "io.postrider.worker..")
                .check(CLASSES);
    }

    @Test
    void timeAndChanceAndTheEnvironmentComeFromConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".config..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .check(CLASSES);
    }

    @Test
    void nobodyDependsOnTheConfiguration() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".config..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage(ROOT + ".config..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
