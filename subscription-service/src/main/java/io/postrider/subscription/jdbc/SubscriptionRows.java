package io.postrider.subscription.jdbc;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

import java.util.List;
import java.util.Optional;

/** The table {@code subscriptions}. */
interface SubscriptionRows extends ListCrudRepository<SubscriptionRow, String> {

    @Query("SELECT * FROM subscriptions WHERE id = :id AND tenant = coalesce(:tenant, tenant)")
    Optional<SubscriptionRow> find(String id, @Nullable String tenant);

    /** Locks the row until the transaction ends. */
    @Query(
            """
            SELECT * FROM subscriptions
            WHERE id = :id AND tenant = coalesce(:tenant, tenant)
            FOR UPDATE
            """)
    Optional<SubscriptionRow> findLocked(String id, @Nullable String tenant);

    @Query(
            """
            SELECT * FROM subscriptions
            WHERE tenant = coalesce(:tenant, tenant)
              AND active = coalesce(:active, active)
              AND (:paused::boolean IS NULL OR (paused_at IS NOT NULL) = :paused)
              AND (:search::text IS NULL
                   OR strpos(lower(concat_ws(' ', id, name, url, description)), lower(:search)) > 0)
              AND (:before::text IS NULL OR id < :before)
            ORDER BY id DESC
            LIMIT :limit
            """)
    List<SubscriptionRow> list(
            @Nullable String tenant,
            @Nullable Boolean active,
            @Nullable Boolean paused,
            @Nullable String search,
            @Nullable String before,
            int limit);
}
