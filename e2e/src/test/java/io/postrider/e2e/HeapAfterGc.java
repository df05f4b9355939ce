package io.postrider.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in a process once all garbage is gone. */
final class HeapAfterGc {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private HeapAfterGc() {}

    /** In bytes, after a full collection. */
    static long of(RunningProcess process) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/jcmd",
                                String.valueOf(process.pid()),
                                "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(histogram);
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new IllegalStateException("jcmd: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }
}
