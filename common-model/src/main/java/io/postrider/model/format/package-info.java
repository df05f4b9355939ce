/** The shape of a POST as data: what a format says, and the files it is read from. */
@NullMarked
package io.postrider.model.format;

import org.jspecify.annotations.NullMarked;
