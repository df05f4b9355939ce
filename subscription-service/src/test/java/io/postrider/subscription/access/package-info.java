@NullMarked
package io.postrider.subscription.access;

import org.jspecify.annotations.NullMarked;
