package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.replay.ReplayRate;
import io.postrider.subscription.replay.ReplaySelection;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What callers say of a replay of many. */
record ReplayRequest(ReplaySelection selection, ReplayRate rate, boolean dryRun) {

    private static final String TENANT = "tenant";
    private static final String WEBHOOK = "webhook";
    private static final String EVENT_TYPE = "event_type";
    private static final String REASON = "reason";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String IDS = "ids";
    private static final String ALL = "all";
    private static final String RATE = "rate";
    private static final String DRY_RUN = "dry_run";
    private static final List<String> SELECTING =
            List.of(WEBHOOK, EVENT_TYPE, REASON, FROM, TO, IDS);

    private static final FieldNames NAMES =
            FieldNames.of(TENANT)
                    .and(FieldNames.of(SELECTING))
                    .and(FieldNames.of(ALL, RATE, DRY_RUN));

    /**
     * What the body says. Every letter is replayed only where it says so: a selection that a caller
     * has left empty by mistake must not start a replay of everything.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static ReplayRequest read(Caller caller, ObjectNode body) {
        FieldErrors errors = new FieldErrors();
        RequestFields fields = new RequestFields(body, NAMES, "", errors);
        Optional<TenantId> tenant = field(fields, TENANT, errors, TenantId::new);
        Optional<SubscriptionId> webhook = field(fields, WEBHOOK, errors, SubscriptionId::new);
        Optional<EventType> type = field(fields, EVENT_TYPE, errors, EventType::new);
        Optional<DeadLetterReason> reason = field(fields, REASON, errors, DeadLetterReason::ofCode);
        Optional<Instant> from = field(fields, FROM, errors, text -> Parameters.time(FROM, text));
        Optional<Instant> to = field(fields, TO, errors, text -> Parameters.time(TO, text));
        Optional<List<DeliveryId>> ids = fields.texts(IDS).map(texts -> ids(texts, errors));
        Optional<ReplayRate> rate =
                fields.integer(RATE)
                        .flatMap(number -> errors.check(RATE, () -> new ReplayRate(number)));
        boolean dryRun = fields.flag(DRY_RUN).orElse(false);
        checkAll(fields, errors);
        errors.refuseIfAny();
        Reach reach = caller.reach().narrowed(tenant);
        Optional<ReplaySelection> selection =
                errors.check(
                        IDS,
                        () ->
                                new ReplaySelection(
                                        new DeadLetters.Filter(
                                                reach, webhook, type, reason, from, to),
                                        ids));
        errors.refuseIfAny();
        return new ReplayRequest(selection.orElseThrow(), rate.orElse(ReplayRate.USUAL), dryRun);
    }

    private static void checkAll(RequestFields fields, FieldErrors errors) {
        boolean all = fields.flag(ALL).orElse(false);
        boolean selects = SELECTING.stream().anyMatch(name -> fields.has(name));
        if (!all && !selects) {
            errors.add(
                    ALL,
                    "The request selects nothing; name at least one of %s, or send \"all\": true"
                            .formatted(String.join(", ", SELECTING)));
        }
        if (all && selects) {
            errors.add(
                    ALL,
                    "all must not be true beside %s"
                            .formatted(
                                    SELECTING.stream()
                                            .filter(name -> fields.has(name))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static <T> Optional<T> field(
            RequestFields fields, String name, FieldErrors errors, Function<String, T> read) {
        return fields.text(name).flatMap(text -> errors.check(name, () -> read.apply(text)));
    }

    private static List<DeliveryId> ids(List<String> texts, FieldErrors errors) {
        List<DeliveryId> ids = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            errors.check("ids[%d]".formatted(i), () -> new DeliveryId(text)).ifPresent(ids::add);
        }
        return ids;
    }
}
