package io.postrider.standalone;

import org.slf4j.bridge.SLF4JBridgeHandler;

import java.nio.file.Path;

/** Where the log goes: to a file, so that the terminal stays readable. */
final class LogFile {

    static final String FOLDER = "logs";

    private static final String PROPERTY = "postrider.log";

    private LogFile() {}

    /**
     * Must be called before anything logs: {@code logback.xml} reads the property. Spring Boot,
     * which would set logging up anew with each service, leaves it alone.
     */
    static void in(Path data) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty(PROPERTY, data.resolve(FOLDER).resolve("postrider.log").toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static String path() {
        return System.getProperty(PROPERTY, "");
    }
}
