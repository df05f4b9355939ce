/** JSON Schema by a library. */
@NullMarked
package io.postrider.subscription.jsonschema;

import org.jspecify.annotations.NullMarked;
