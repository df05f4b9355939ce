/** How far the pipeline is behind, and which endpoints hold their deliveries up. */
@NullMarked
package io.postrider.subscription.pipeline;

import org.jspecify.annotations.NullMarked;
