@NullMarked
package io.postrider.standalone;

import org.jspecify.annotations.NullMarked;
