/** The one place where topics are named and described. */
@NullMarked
package io.postrider.model.topic;

import org.jspecify.annotations.NullMarked;
