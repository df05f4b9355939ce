package io.postrider.subscription.jdbc;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;

import java.util.List;
import java.util.Optional;

/** The table {@code subscriptions}. */
interface SubscriptionRows extends ListCrudRepository<SubscriptionRow, String> {

    /** Locks the row until the transaction ends. */
    @Lock(LockMode.PESSIMISTIC_WRITE)
    Optional<SubscriptionRow> findOneById(String id);

    @Query(
            """
            SELECT * FROM subscriptions
            WHERE tenant = coalesce(:tenant, tenant)
              AND active = coalesce(:active, active)
              AND (:search::text IS NULL
                   OR strpos(lower(concat_ws(' ', id, name, url, description)), lower(:search)) > 0)
              AND (:before::text IS NULL OR id < :before)
            ORDER BY id DESC
            LIMIT :limit
            """)
    List<SubscriptionRow> list(
            @Nullable String tenant,
            @Nullable Boolean active,
            @Nullable String search,
            @Nullable String before,
            int limit);
}
