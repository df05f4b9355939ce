package io.postrider.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that run Postrider in containers. */
class ContainersTest {

    private static final Path ROOT = Path.of("../..");

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose =
                new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return Objects.requireNonNull(compose.get("services"));
    }

    @Test
    void haveAReadOnlyRootAndNoPrivileges() throws IOException {
        assertThat(services()).isNotEmpty();
        services()
                .forEach((name, service) ->
                        assertThat(service)
                                .as("%s", name)
                                .containsEntry("read_only", true)
                                .containsEntry("cap_drop", List.of("ALL"))
                                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                                .doesNotContainKey("privileged"));
    }

    @Test
    void nameImagesOfOthersByTheirFullVersion() throws IOException {
        services()
                .forEach((name, service) -> {
                    if (!service.containsKey("build")) {
                        assertThat(String.valueOf(service.get("image")))
                                .as("%s", name)
                                .matches("[a-z/]+:\\d+\\.\\d+(\\.\\d+)?(@sha256:[0-9a-f]{64})?");
                    }
                });
        assertThat(Files.readString(ROOT.resolve("deploy/docker/Dockerfile")))
                .containsPattern("(?m)^FROM eclipse-temurin:\\d+\\.\\d+\\.\\d+\\S*-jre$");
    }

    @Test
    void runTheServicesAsAUserWithANumberThatIsNotRoots() throws IOException {
        assertThat(Files.readString(ROOT.resolve("deploy/docker/Dockerfile")))
                .containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
    }
}
