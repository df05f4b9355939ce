/** Replays of many dead letters, which go on whoever watches. */
@NullMarked
package io.postrider.subscription.replay;

import org.jspecify.annotations.NullMarked;
