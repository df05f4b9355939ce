package io.postrider.e2e;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** What holds of every answer, whatever was asked. */
final class AnswerRules {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_COMPLAINTS = 20;

    /** A stack trace, a class of ours or of anybody's, an exception by its name. */
    private static final Pattern INSIDE =
            Pattern.compile(
                    "\\bat [a-z]\\w*(\\.\\w+)+\\(|Exception\\b|\\bCaused by\\b|Throwable"
                        + "|\\b(java|javax|jakarta|org|com|io|tools|reactor|sun)(\\.[a-z]\\w*)+\\.[A-Z]\\w+|SELECT"
                        + " .* FROM|Apache Tomcat");

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    void check(FuzzRequest request, RawHttp.Answer answer) {
        operations.add(request.operation().toString());
        statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
        String complaint = complaint(request, answer);
        if (!complaint.isEmpty() && complaints.size() < MOST_COMPLAINTS) {
            complaints.add(
                    "%s%n--- answer: %d %s%n%s%n--- request: %s%n"
                            .formatted(
                                    complaint,
                                    answer.status(),
                                    answer.headers(),
                                    cut(answer.body()),
                                    request));
        }
    }

    private static String complaint(FuzzRequest request, RawHttp.Answer answer) {
        int status = answer.status();
        boolean broken = request.kind() == FuzzRequest.Kind.BROKEN;
        if (status == 0) {
            return broken ? "" : "no answer";
        }
        // what HTTP itself has for a version or an encoding that is not known
        boolean unknownToHttp = broken && (status == 501 || status == 505);
        if (status >= 500 && status != 503 && !unknownToHttp) {
            return "a fault of the server's";
        }
        if (INSIDE.matcher(answer.body()).find()) {
            return "the answer shows what is inside";
        }
        if (answer.body().contains("This is open to nobody")) {
            return "somebody forgot to say who may do this";
        }
        return status >= 400 && !request.method().equals("HEAD") ? problem(answer) : "";
    }

    private static String problem(RawHttp.Answer answer) {
        if (!answer.contentType().startsWith("application/problem+json")) {
            return "an error that is no problem+json";
        }
        try {
            JsonNode problem = JSON.readTree(answer.body());
            return problem.path("status").asInt(0) == answer.status()
                            && !problem.path("title").asString("").isEmpty()
                    ? ""
                    : "a problem without title or status";
        } catch (JacksonException e) {
            return "a problem that is no JSON: " + e.getMessage();
        }
    }

    private static String cut(String body) {
        return body.length() <= 1_000 ? body : body.substring(0, 1_000);
    }

    Queue<String> complaints() {
        return complaints;
    }

    Set<String> operations() {
        return operations;
    }

    @Override
    public String toString() {
        return "answers by status " + statuses;
    }
}
