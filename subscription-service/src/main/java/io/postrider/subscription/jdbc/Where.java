package io.postrider.subscription.jdbc;

import io.postrider.subscription.access.Reach;

import java.util.HashMap;
import java.util.Map;

/** Conditions that all must hold, and what they compare with. */
final class Where {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new HashMap<>();

    /** What is within reach. */
    static Where within(Reach reach) {
        Where where = new Where();
        reach.tenant().ifPresent(tenant -> where.and("tenant =", tenant.value()));
        return where;
    }

    /** A comparison without its right side, which is the value. */
    Where and(String comparison, Object value) {
        String name = "p" + parameters.size();
        sql.append(sql.isEmpty() ? " WHERE " : " AND ")
                .append(comparison)
                .append(" :")
                .append(name);
        parameters.put(name, value);
        return this;
    }

    /** A condition as it is. */
    Where and(String condition) {
        sql.append(sql.isEmpty() ? " WHERE " : " AND ").append(condition);
        return this;
    }

    /** What a condition that was given as it is compares with. */
    Where with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
