package io.postrider.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How the JSON is read and written of the records that Postrider's own services exchange. */
final class Json {

    /** Unknown members pass, so that services of neighbouring versions understand each other. */
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** For what is written and read member by member, events included. */
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(new JsonLimits(JsonLimits.MAX_EVENT_DEPTH))
                    .build();

    private Json() {}
}
