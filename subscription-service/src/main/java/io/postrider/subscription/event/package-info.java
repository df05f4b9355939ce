/** Events on their way in: read, checked, numbered, handed to Kafka. */
@NullMarked
package io.postrider.subscription.event;

import org.jspecify.annotations.NullMarked;
