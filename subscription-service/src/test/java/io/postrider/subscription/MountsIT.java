package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesSharedService
class MountsIT {

    private final ApiClient api = SharedService.SERVICE.api();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/webhooks", "/api/webhooks", "/v1/webhooks"})
    void theResourceIsTheSameUnderEveryPathThatAGuideNames(String mount) {
        Answer created =
                api.post(mount, "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]}");
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        String path = mount + "/" + created.text("id");
        assertThat(created.header("Location")).hasValue(path);

        assertThat(api.get(mount).status()).isEqualTo(200);
        assertThat(api.get(path).text("id")).isEqualTo(created.text("id"));
        assertThat(api.get(path + "/deliveries?page=1&limit=20").status()).isEqualTo(200);
        assertThat(api.post(path + "/disable", "").text("active")).isEqualTo("false");
        assertThat(api.get("/api/v1/webhooks/" + created.text("id")).text("active"))
                .isEqualTo("false");
        assertThat(new ApiClient(api.base(), "").get(path).status()).isEqualTo(401);
        assertThat(api.delete(path).status()).isEqualTo(204);
        assertThat(api.get(path).isProblem()).isTrue();
    }
}
