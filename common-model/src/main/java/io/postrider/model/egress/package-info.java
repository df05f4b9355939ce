/**
 * Where requests may go that strangers choose the address of. Pure decisions; no name is resolved.
 */
@NullMarked
package io.postrider.model.egress;

import org.jspecify.annotations.NullMarked;
