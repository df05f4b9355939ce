/** Makes the topic of subscriptions say what the database says. */
@NullMarked
package io.postrider.subscription.republish;

import org.jspecify.annotations.NullMarked;
