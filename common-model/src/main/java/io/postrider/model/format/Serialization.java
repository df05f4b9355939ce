package io.postrider.model.format;

/** How the data of an event is written into a body. */
public enum Serialization {
    /** The bytes that the producer wrote. */
    VERBATIM,
    /**
     * As {@code JSON.stringify(JSON.parse(body))} prints it (ECMAScript), so that a receiver that
     * signs what it has parsed gets the same bytes.
     */
    ECMASCRIPT,
    /**
     * The same with the members of every object sorted by code point, except that those whose names
     * are array indices come first in numeric order, because JavaScript puts them there. Where text
     * is ASCII, it is also what Python prints with {@code sort_keys=True} and compact separators.
     */
    ECMASCRIPT_SORTED,
    /** As Python prints it: {@code json.dumps(data, separators=(',', ':'), sort_keys=True)}. */
    PYTHON_SORTED
}
