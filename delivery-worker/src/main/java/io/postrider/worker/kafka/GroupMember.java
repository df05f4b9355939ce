package io.postrider.worker.kafka;

import java.util.Optional;

/**
 * Who a consumer is in its group.
 *
 * @param instance a name that no other member has, the same after a restart: whoever is killed gets
 *     its partitions back as soon as it is started again, and not when its former self is missed.
 *     Without one, each start is a new member
 */
public record GroupMember(String group, Optional<String> instance) {}
