/**
 * One delivery's way through the worker: what is decided upon an attempt, and the shell that acts.
 */
@NullMarked
package io.postrider.worker.delivery;

import org.jspecify.annotations.NullMarked;
