/** Events that one subscription alone gets: tests, and the ping that greets a new one. */
@NullMarked
package io.postrider.subscription.testdelivery;

import org.jspecify.annotations.NullMarked;
