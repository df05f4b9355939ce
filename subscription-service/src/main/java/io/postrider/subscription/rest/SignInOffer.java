package io.postrider.subscription.rest;

/**
 * That people may sign in with an identity provider.
 *
 * @param name of the provider, as people know it
 */
public record SignInOffer(String name) {}
