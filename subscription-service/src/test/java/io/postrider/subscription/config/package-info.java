@NullMarked
package io.postrider.subscription.config;

import org.jspecify.annotations.NullMarked;
