package io.postrider.dispatcher.dispatch;

import io.postrider.model.Delivery;

/** What is made of an event for one subscription that wants it. */
public sealed interface Made permits Made.Ready, LeftOut {

    record Ready(Delivery delivery) implements Made {}
}
