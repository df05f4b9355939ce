@NullMarked
package io.postrider.subscription.rest;

import org.jspecify.annotations.NullMarked;
