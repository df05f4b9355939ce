/** What the worker knows of the subscriptions: where they point and what signs for them. */
@NullMarked
package io.postrider.worker.endpoint;

import org.jspecify.annotations.NullMarked;
