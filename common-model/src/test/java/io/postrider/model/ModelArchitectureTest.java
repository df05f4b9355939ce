package io.postrider.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;

class ModelArchitectureTest {

    private final JavaClasses model =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.postrider.model");

    @Test
    void theModelKnowsNeitherSpringNorKafkaNorDatabases() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "java.sql..")
                .check(model);
    }

    @Test
    void onlyTheWireAndFilterPackagesKnowJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.postrider.model.wire..", "io.postrider.model.filter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .check(model);
    }

    @Test
    void onlyTheFilterPackageKnowsEventRuler() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.model.filter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(model);
    }

    @Test
    void onlyTheFormatPackageKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.model.format..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(model);
    }

    @Test
    void nothingReadsTheClock() {
        noClasses().should().callMethod(Instant.class, "now").check(model);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(model);
    }

    @Test
    void theModelDoesNotKnowHowItIsWritten() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.model.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.postrider.model.wire..")
                .check(model);
    }

    @Test
    void signaturesRetriesAndTopicsDoNotKnowEachOtherInCircles() {
        slices().matching("io.postrider.model.(*)..").should().beFreeOfCycles().check(model);
    }
}
