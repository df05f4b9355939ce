/** Properties and wiring of the worker. */
@NullMarked
package io.postrider.worker.config;

import org.jspecify.annotations.NullMarked;
