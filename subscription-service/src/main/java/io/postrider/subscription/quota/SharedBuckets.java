package io.postrider.subscription.quota;

import io.github.bucket4j.BucketConfiguration;

import java.time.Duration;

/** Token buckets that all instances of the service share. */
@FunctionalInterface
public interface SharedBuckets {

    /**
     * Takes tokens, even those that are not there yet.
     *
     * @param bucket its name; another configuration needs another name
     * @param tokens 1 or more
     * @return how long it takes until the bucket is out of debt; zero where it is not in debt
     */
    Duration spend(String bucket, BucketConfiguration configuration, long tokens);
}
