package io.postrider.subscription.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Binds rows to a statement column by column, each column as one array, for {@code unnest}. */
final class ColumnArrays<T> {

    private final PreparedStatement statement;
    private final Connection connection;
    private final Collection<T> rows;
    private int index;

    ColumnArrays(PreparedStatement statement, Collection<T> rows) throws SQLException {
        this.statement = statement;
        this.connection = statement.getConnection();
        this.rows = rows;
    }

    ColumnArrays<T> text(Function<T, String> column) throws SQLException {
        return bind("text", row -> Columns.clean(column.apply(row)));
    }

    ColumnArrays<T> optionalText(Function<T, Optional<String>> column) throws SQLException {
        return bind("text", row -> column.apply(row).map(Columns::clean).orElse(null));
    }

    ColumnArrays<T> integer(Function<T, Integer> column) throws SQLException {
        return bind("int4", column::apply);
    }

    ColumnArrays<T> optionalInteger(Function<T, Optional<Integer>> column) throws SQLException {
        return bind("int4", row -> column.apply(row).orElse(null));
    }

    ColumnArrays<T> number(Function<T, Long> column) throws SQLException {
        return bind("int8", column::apply);
    }

    ColumnArrays<T> optionalNumber(Function<T, Optional<Long>> column) throws SQLException {
        return bind("int8", row -> column.apply(row).orElse(null));
    }

    ColumnArrays<T> time(Function<T, Instant> column) throws SQLException {
        return bind("timestamptz", row -> column.apply(row).toString());
    }

    ColumnArrays<T> optionalTime(Function<T, Optional<Instant>> column) throws SQLException {
        return bind("timestamptz", row -> column.apply(row).map(Instant::toString).orElse(null));
    }

    private ColumnArrays<T> bind(String type, Function<T, @Nullable Object> column)
            throws SQLException {
        @Nullable Object[] values = rows.stream().map(column).toArray();
        index++;
        statement.setArray(index, connection.createArrayOf(type, values));
        return this;
    }
}
