package io.postrider.e2e;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/operations.md says that each service may do. */
final class DocumentedRights {

    private static final Pattern ROW =
            Pattern.compile(
                    "\\| `(postrider-\\w+)` \\| ([a-z ]+) \\| `([^`]+)` \\| ([A-Za-z, ]+) \\|");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    private final String page;

    DocumentedRights() throws IOException {
        page =
                Files.readString(
                        Path.of(System.getProperty("postrider.home"), "docs", "operations.md"));
    }

    List<AclBinding> onKafka() {
        List<AclBinding> bindings = new ArrayList<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            String user = row.group(1);
            ResourcePattern resource = resource(row.group(2), row.group(3));
            for (String operation : row.group(4).split(",", -1)) {
                bindings.add(
                        new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        "User:" + user,
                                        "*",
                                        operation(operation.strip()),
                                        AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    private static ResourcePattern resource(String type, String name) {
        boolean prefixed = name.endsWith("*");
        return new ResourcePattern(
                ResourceType.fromString(type.strip().replace(' ', '_').toUpperCase(Locale.ROOT)),
                prefixed ? name.substring(0, name.length() - 1) : name,
                prefixed ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(
                name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    /** Statement by statement, for a role and a database of the name. */
    List<String> onPostgres(String name, String password) {
        Matcher block = SQL.matcher(page);
        if (!block.find()) {
            throw new IllegalStateException("docs/operations.md has no SQL");
        }
        return Arrays.stream(block.group(1).split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement ->
                        statement
                                .replaceAll("\\bpostrider\\b", name)
                                .replace("'...'", "'" + password + "'"))
                .toList();
    }
}
