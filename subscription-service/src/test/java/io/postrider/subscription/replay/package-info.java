@NullMarked
package io.postrider.subscription.replay;

import org.jspecify.annotations.NullMarked;
