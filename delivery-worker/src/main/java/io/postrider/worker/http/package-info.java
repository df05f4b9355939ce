/** Makes the POST and says what came of it. */
@NullMarked
package io.postrider.worker.http;

import org.jspecify.annotations.NullMarked;
