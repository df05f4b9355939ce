package io.postrider.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code postrider up}: starts everything, shows the main job once, and stays until Ctrl-C. */
@Command(
        name = "up",
        description = "Start Kafka, PostgreSQL and the three services, and stay until Ctrl-C.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the API and the console (POSTRIDER_PORT).",
            defaultValue = "${env:POSTRIDER_PORT:-8080}")
    int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of the Kafka broker (POSTRIDER_KAFKA_PORT).",
            defaultValue = "${env:POSTRIDER_KAFKA_PORT:-9092}")
    int kafkaPort;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where everything is kept (POSTRIDER_DATA).",
            defaultValue = "${env:POSTRIDER_DATA:-data}")
    @Nullable Path data;

    @Option(
            names = "--cache",
            paramLabel = "DIRECTORY",
            description =
                    "Where PostgreSQL's programs are unpacked (POSTRIDER_CACHE; default: postrider"
                            + " in the user's cache directory).",
            defaultValue = "${env:POSTRIDER_CACHE}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    @Nullable Path cache;

    @Option(
            names = "--egress-allow",
            paramLabel = "NETWORKS",
            description =
                    "Networks beside the public Internet that webhooks may lead to"
                            + " (POSTRIDER_EGRESS_ALLOW).",
            defaultValue = "${env:POSTRIDER_EGRESS_ALLOW:-" + StandaloneSettings.LOOPBACK + "}")
    String egressAllow = "";

    @Option(
            names = "--no-demo",
            description = "Do not send a first event on a fresh data directory.",
            negatable = false)
    boolean noDemo;

    @Override
    public Integer call() throws InterruptedException {
        Path directory = (data == null ? Path.of("data") : data).toAbsolutePath().normalize();
        StandaloneSettings settings =
                new StandaloneSettings(
                        port,
                        kafkaPort,
                        directory,
                        ProgramsDirectory.of(cache, directory),
                        Optional.ofNullable(System.getenv("POSTRIDER_ADMIN_KEY"))
                                .filter(key -> !key.isBlank()),
                        StandaloneSettings.networks(egressAllow));
        LogFile.in(directory);
        Screen screen = new Screen(System.out);
        CountDownLatch failed = new CountDownLatch(1);
        var system = new StandaloneSystem(settings, screen, new SecureRandom());
        Thread hook = new Thread(system::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            system.start(reason -> {
                System.err.println("postrider: " + reason);
                failed.countDown();
            });
            if (system.isFresh() && !noDemo && settings.allowsThisMachine()) {
                new Demo(system, screen).show();
            }
            screen.ready(system);
            failed.await();
        } catch (RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(UpCommand.class).error("cannot start", e);
            throw e;
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
