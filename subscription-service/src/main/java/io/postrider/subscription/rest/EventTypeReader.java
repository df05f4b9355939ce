package io.postrider.subscription.rest;

import io.postrider.model.EventType;
import io.postrider.subscription.eventtype.RegisteredType;
import io.postrider.subscription.eventtype.RegisteredType.About;
import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what callers say of an event type. */
public final class EventTypeReader {

    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String SCHEMA = "schema";
    private static final String EXAMPLE = "example";

    private static final FieldNames ABOUT = FieldNames.orNull(DESCRIPTION, SCHEMA, EXAMPLE);

    private static final FieldNames CHANGE =
            ABOUT.and(ReadOnlyFields.names(EventTypeView.READ_ONLY));

    private final FieldErrors errors = new FieldErrors();
    private final RequestFields fields;

    private EventTypeReader(ObjectNode body, FieldNames allowed) {
        this.fields = new RequestFields(body, allowed, "", errors);
    }

    /** A new type, with its name. */
    public record Named(EventType name, About about) {}

    /**
     * A new type.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    public static Named named(ObjectNode body) {
        EventTypeReader reader = new EventTypeReader(body, FieldNames.of(NAME).and(ABOUT));
        Optional<EventType> name = reader.name();
        About about = reader.read();
        reader.errors.refuseIfAny();
        return new Named(name.orElseThrow(IllegalStateException::new), about);
    }

    /**
     * All that is to be said of a type.
     *
     * @param before what answers say of it now; its read-only fields may be there as they are
     */
    static About about(ObjectNode body, Optional<EventTypeView> before) {
        EventTypeReader reader = ofRest(body, before);
        About about = reader.read();
        reader.errors.refuseIfAny();
        before.ifPresent(view -> view.readOnly().requireUnchanged(reader.fields));
        return about;
    }

    /**
     * A change: absent fields stay as they are, null takes a value away.
     *
     * @param before what answers say of it now; its read-only fields may be there as they are
     */
    static UnaryOperator<About> change(ObjectNode body, Optional<EventTypeView> before) {
        EventTypeReader reader = ofRest(body, before);
        About given = reader.read();
        reader.errors.refuseIfAny();
        RequestFields fields = reader.fields;
        before.ifPresent(view -> view.readOnly().requireUnchanged(fields));
        return current ->
                new About(
                        fields.has(DESCRIPTION) ? given.description() : current.description(),
                        fields.has(SCHEMA) ? given.schema() : current.schema(),
                        fields.has(EXAMPLE) ? given.example() : current.example());
    }

    private static EventTypeReader ofRest(ObjectNode body, Optional<EventTypeView> before) {
        return new EventTypeReader(body, before.isPresent() ? CHANGE : ABOUT);
    }

    private Optional<EventType> name() {
        fields.require(NAME);
        return fields.text(NAME)
                .flatMap(text -> errors.check(NAME, () -> RegisteredType.checkedName(text)));
    }

    private About read() {
        return new About(
                fields.text(DESCRIPTION)
                        .flatMap(text ->
                                errors.check(DESCRIPTION, () -> About.checkedDescription(text))),
                fields.object(SCHEMA).flatMap(schema -> json(SCHEMA, schema)),
                fields.value(EXAMPLE).flatMap(example -> json(EXAMPLE, example)));
    }

    private Optional<String> json(String field, JsonNode value) {
        return errors.check(field, () -> About.checkedJson(field, value.toString()));
    }
}
