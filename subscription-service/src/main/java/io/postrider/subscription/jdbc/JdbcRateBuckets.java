package io.postrider.subscription.jdbc;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.postrider.subscription.quota.SharedBuckets;

import java.time.Duration;

import javax.sql.DataSource;

/** The table {@code rate_buckets}, which Bucket4j reads and writes. */
public final class JdbcRateBuckets implements SharedBuckets {

    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(1);
    private static final int REMOVED_AT_ONCE = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    public JdbcRateBuckets(DataSource database) {
        this.buckets =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                        .table("rate_buckets")
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .expirationAfterWrite(
                                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                        KEPT_WHEN_FULL))
                        .build();
    }

    @Override
    public Duration spend(String bucket, BucketConfiguration configuration, long tokens) {
        return Duration.ofNanos(
                buckets.builder()
                        .build(bucket, () -> configuration)
                        .consumeIgnoringRateLimits(tokens));
    }

    /** Removes buckets that have been full for some time. */
    public void purge() {
        while (buckets.removeExpired(REMOVED_AT_ONCE) == REMOVED_AT_ONCE) {
            // there may be more
        }
    }
}
