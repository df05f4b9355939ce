package io.postrider.subscription.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How people may sign in here. */
@RestController
@RequestMapping(SignInController.PATH)
public class SignInController {

    /** Where it is asked for. */
    public static final String PATH = "/api/v1/sign-in";

    /** What the identity provider is called within Postrider. */
    public static final String PROVIDER = "oidc";

    /** Where a browser goes to sign in with it. */
    public static final String OIDC_PATH = PATH + "/" + PROVIDER;

    private final ObjectProvider<SignInOffer> offer;

    SignInController(ObjectProvider<SignInOffer> offer) {
        this.offer = offer;
    }

    record OidcView(String name, String path) {}

    record SignInView(boolean apiKey, @Nullable OidcView oidc) {}

    @OpenToAll
    @GetMapping
    SignInView show() {
        SignInOffer offered = offer.getIfAvailable();
        return new SignInView(
                true, offered == null ? null : new OidcView(offered.name(), OIDC_PATH));
    }
}
