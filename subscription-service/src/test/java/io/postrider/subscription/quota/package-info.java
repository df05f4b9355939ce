@NullMarked
package io.postrider.subscription.quota;

import org.jspecify.annotations.NullMarked;
