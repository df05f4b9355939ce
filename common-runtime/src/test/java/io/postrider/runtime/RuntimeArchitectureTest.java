package io.postrider.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;

class RuntimeArchitectureTest {

    private static final JavaClasses RUNTIME =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.postrider.runtime");

    @Test
    void theRulesSeeTheClasses() {
        assertThat(RUNTIME).hasSizeGreaterThan(10);
    }

    @Test
    void ofPostriderItKnowsTheModelAloneAndNoService() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("io.postrider..")
                                .and(
                                        JavaClass.Predicates.resideOutsideOfPackages(
                                                "io.postrider.runtime..", "io.postrider.model..")))
                .check(RUNTIME);
    }

    @Test
    void kafkaAndThePipelineKnowNoConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postrider.runtime.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.postrider.runtime.config..")
                .check(RUNTIME);
    }

    @Test
    void nothingReadsTheClockOrTheEnvironment() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(RUNTIME);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.postrider.runtime.(*)..").should().beFreeOfCycles().check(RUNTIME);
    }
}
