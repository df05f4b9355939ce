package io.postrider.subscription;

import io.postrider.subscription.ApiClient.Answer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as a guide prints it. The host and the token are the tester's, and so is the id in the
 * path, which Postrider makes.
 */
record GuideCall(String method, String path, List<String> headers, String body) {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern ID = Pattern.compile("\\{webhook-id}|:id|wh_1234567890");

    /** A {@code curl} command, its lines continued by backslashes. */
    static GuideCall curl(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replace("\\\n", " "));
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                if (matcher.group(group) != null) {
                    words.add(matcher.group(group));
                }
            }
        }
        String method = "GET";
        String url = "";
        String body = "";
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-X" -> method = words.get(++i);
                case "-H" -> addHeader(headers, words.get(++i));
                case "-d" -> body = words.get(++i);
                default -> url = words.get(i);
            }
        }
        return new GuideCall(method, URI.create(escaped(url)).getPath(), headers, body);
    }

    private static String escaped(String url) {
        return url.replace("{", "%7B").replace("}", "%7D");
    }

    /** A request as HTTP writes it: first line, headers, an empty line, the body. */
    static GuideCall http(String request) {
        String[] parts = request.split("\n\n", 2);
        String[] lines = parts[0].strip().split("\n", -1);
        String[] first = lines[0].split(" ", -1);
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            addHeader(headers, lines[i]);
        }
        return new GuideCall(first[0], first[1], headers, parts.length > 1 ? parts[1] : "");
    }

    private static void addHeader(List<String> headers, String line) {
        String[] parts = line.split(": *", 2);
        if (!parts[0].equals("Authorization")) {
            headers.add(parts[0]);
            headers.add(parts[1]);
        }
    }

    GuideCall of(String webhook) {
        return new GuideCall(method, ID.matcher(path).replaceAll(webhook), headers, body);
    }

    Answer by(ApiClient api) {
        return api.send(method, path, body, headers.toArray(String[]::new));
    }
}
