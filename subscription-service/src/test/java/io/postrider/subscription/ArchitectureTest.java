package io.postrider.subscription;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;

class ArchitectureTest {

    private static final String ROOT = "io.postrider.subscription.";
    private static final String[] FEATURES = {
        ROOT + "refusal..",
        ROOT + "access..",
        ROOT + "audit..",
        ROOT + "resealing..",
        ROOT + "identity..",
        ROOT + "limit..",
        ROOT + "quota..",
        ROOT + "eventtype..",
        ROOT + "webhook..",
        ROOT + "event..",
        ROOT + "outbox..",
        ROOT + "history..",
        ROOT + "deadletter..",
        ROOT + "replay..",
        ROOT + "testdelivery..",
        ROOT + "analytics..",
        ROOT + "autodisable..",
        ROOT + "operational..",
        ROOT + "pipeline..",
        ROOT + "playground..",
        ROOT + "eventsearch.."
    };
    private static final String[] ADAPTERS = {
        ROOT + "rest..", ROOT + "jdbc..", ROOT + "kafka..", ROOT + "jsonschema..", ROOT + "dns.."
    };

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.postrider.subscription");

    @Test
    void everyClassIsRead() {
        assertThat(CLASSES.size()).isGreaterThan(60);
    }

    @Test
    void featuresKnowNoTechnology() {
        noClasses()
                .that(resideInAnyPackage(FEATURES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "com.networknt..",
                        "jakarta..",
                        "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void featuresKnowNeitherAdaptersNorConfiguration() {
        noClasses()
                .that(resideInAnyPackage(FEATURES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "rest..",
                        ROOT + "jdbc..",
                        ROOT + "kafka..",
                        ROOT + "jsonschema..",
                        ROOT + "dns..",
                        ROOT + "config..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "jdbc", "kafka", "jsonschema", "dns"})
    void anAdapterKnowsNoOther(String adapter) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + adapter + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ADAPTERS)
                                .and(resideOutsideOfPackages(ROOT + adapter + "..")))
                .check(CLASSES);
    }

    @Test
    void onlyTheKafkaAdapterKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyTheJdbcAdapterWritesSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "jdbc..", ROOT + "config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "org.postgresql..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void onlyConfigurationTakesTimeAndChanceFromTheSystem() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "config..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(CLASSES);
    }

    @Test
    void featuresFormNoCycles() {
        slices().matching("io.postrider.subscription.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
