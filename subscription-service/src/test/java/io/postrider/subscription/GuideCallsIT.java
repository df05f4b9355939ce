package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.Test;

import java.util.function.Consumer;

/**
 * What each guide has its readers call to manage webhooks, word for word. No worker runs here, so
 * tests are answered before there is a result.
 */
class GuideCallsIT {

    private static void withDefaultFormat(String guide, Consumer<ApiClient> calls) {
        try (RunningService service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "guide." + guide + ".",
                                "--postrider.formats.default=" + guide,
                                "--postrider.test-delivery.timeout=0s")
                        .awaitReady()) {
            calls.accept(service.api());
        }
    }

    private static Answer created(ApiClient api, GuideCall call, String guide) {
        Answer created = call.by(api);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.text("format")).isEqualTo(guide);
        assertThat(created.text("secret")).isNotEmpty();
        return created;
    }

    private static Answer ok(ApiClient api, GuideCall call) {
        Answer answer = call.by(api);
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
        return answer;
    }

    @Test
    void taskHub() {
        GuideCall register =
                GuideCall.curl(
                        """
                        curl -X POST https://api.example.com/api/webhooks \\
                          -H "Authorization: Bearer your-token" \\
                          -H "Content-Type: application/json" \\
                          -d '{
                            "name": "My Webhook",
                            "url": "https://your-domain.com/webhook",
                            "events": ["task.completed", "task.updated"],
                            "secret": "your-secret-key"
                          }'
                        """);
        GuideCall registerForTests =
                GuideCall.curl(
                        """
                        curl -X POST https://api.example.com/api/webhooks \\
                          -H "Authorization: Bearer your-token" \\
                          -H "Content-Type: application/json" \\
                          -d '{
                            "name": "Test Webhook",
                            "url": "https://your-domain.com/webhook",
                            "events": ["task.completed"],
                            "secret": "test-secret",
                            "testMode": true
                          }'
                        """);
        GuideCall sendSample =
                GuideCall.curl(
                        """
                        curl -X POST https://api.example.com/api/webhooks/{webhook-id}/test \\
                          -H "Authorization: Bearer your-token" \\
                          -H "Content-Type: application/json" \\
                          -d '{
                            "taskId": "123",
                            "status": "completed"
                          }'
                        """);
        withDefaultFormat(
                "task-hub",
                api -> {
                    Answer live = created(api, register, "task-hub");
                    assertThat(live.text("name")).isEqualTo("My Webhook");
                    assertThat(live.text("secret")).isEqualTo("your-secret-key");
                    assertThat(live.json().at("/rate_limit/deliveries").asInt()).isEqualTo(60);
                    assertThat(live.json().path("test_mode").asBoolean()).isFalse();
                    Answer test = created(api, registerForTests, "task-hub");
                    assertThat(test.text("secret")).isEqualTo("test-secret");
                    assertThat(test.json().path("test_mode").asBoolean()).isTrue();
                    Answer sent = ok(api, sendSample.of(test.text("id")));
                    assertThat(sent.text("event_type")).isEqualTo("task.completed");
                    assertThat(sent.text("status")).isEqualTo("pending");
                });
    }

    @Test
    void clip() {
        GuideCall create =
                GuideCall.http(
                        """
                        POST /api/v1/webhooks
                        Content-Type: application/json

                        {
                          "url": "https://example.com/webhook",
                          "events": ["clip.submitted", "clip.approved"],
                          "description": "My webhook for clip notifications"
                        }
                        """);
        GuideCall update =
                GuideCall.http(
                        """
                        PATCH /api/v1/webhooks/:id
                        Content-Type: application/json

                        {
                          "url": "https://example.com/webhook-new",
                          "events": ["clip.submitted"],
                          "is_active": false,
                          "description": "Updated description"
                        }
                        """);
        withDefaultFormat(
                "clip",
                api -> {
                    ok(api, GuideCall.http("GET /api/v1/webhooks/events"));
                    Answer created = created(api, create, "clip");
                    String id = created.text("id");
                    assertThat(created.text("secret")).matches("[0-9a-f]{64}");
                    assertThat(
                                    ok(api, GuideCall.http("GET /api/v1/webhooks"))
                                            .json()
                                            .at("/data/0/id"))
                            .hasToString("\"" + id + "\"");
                    ok(api, GuideCall.http("GET /api/v1/webhooks/:id").of(id));
                    Answer updated = ok(api, update.of(id));
                    assertThat(updated.text("url")).isEqualTo("https://example.com/webhook-new");
                    assertThat(updated.json().path("active").asBoolean()).isFalse();
                    assertThat(updated.text("description")).isEqualTo("Updated description");
                    Answer regenerated =
                            ok(
                                    api,
                                    GuideCall.http("POST /api/v1/webhooks/:id/regenerate-secret")
                                            .of(id));
                    assertThat(regenerated.text("secret"))
                            .matches("[0-9a-f]{64}")
                            .isNotEqualTo(created.text("secret"));
                    Answer deliveries =
                            ok(
                                    api,
                                    GuideCall.http(
                                                    "GET /api/v1/webhooks/:id/deliveries?page=1&limit=20")
                                            .of(id));
                    assertThat(deliveries.json().path("page").asInt()).isEqualTo(1);
                    assertThat(
                                    ok(api, GuideCall.http("DELETE /api/v1/webhooks/:id").of(id))
                                            .status())
                            .isEqualTo(204);
                });
    }

    /** The guide prints no whole call, but method, path and the two fields of the body. */
    @Test
    void projectFortyFour() {
        GuideCall register =
                GuideCall.http(
                        """
                        POST /api/webhooks
                        Content-Type: application/json

                        { "url": "https://example.com/hook", "events": ["order.created", "user.updated"] }
                        """);
        withDefaultFormat(
                "project-44",
                api -> {
                    Answer created = created(api, register, "project-44");
                    assertThat(created.json().at("/retry_policy/delays").toString())
                            .isEqualTo("[\"1m\",\"5m\",\"15m\"]");
                    assertThat(created.json().path("timeout_ms").asInt()).isEqualTo(5000);
                    String id = created.text("id");
                    Answer test = ok(api, GuideCall.http("POST /api/webhooks/:id/test").of(id));
                    assertThat(test.text("event_type")).isEqualTo("ping");
                    Answer logs = ok(api, GuideCall.http("GET /api/webhooks/:id/logs").of(id));
                    assertThat(logs.json().path("data").isArray()).isTrue();
                });
    }

    @Test
    void envoyou() {
        GuideCall register =
                GuideCall.curl(
                        """
                        curl -X POST https://api.envoyou.com/v1/webhooks \\
                          -H "Authorization: Bearer YOUR_API_KEY" \\
                          -H "Content-Type: application/json" \\
                          -d '{
                            "url": "https://your-app.com/webhooks/envoyou",
                            "events": ["user.created", "user.updated", "auth.login"],
                            "secret": "your-webhook-secret",
                            "active": true
                          }'
                        """);
        GuideCall configure =
                GuideCall.http(
                        """
                        POST /v1/webhooks
                        Content-Type: application/json

                        {
                          "url": "https://your-app.com/webhooks/envoyou",
                          "events": [
                            "user.created",
                            "user.updated",
                            "auth.login",
                            "api.rate_limit_exceeded"
                          ],
                          "secret": "whsec_your_webhook_secret_key",
                          "active": true,
                          "retry_policy": {
                            "max_attempts": 5,
                            "backoff_multiplier": 2,
                            "initial_delay": 1000
                          },
                          "headers": {
                            "X-Custom-Header": "your-custom-value"
                          }
                        }
                        """);
        GuideCall list =
                GuideCall.curl(
                        """
                        curl -X GET https://api.envoyou.com/v1/webhooks \\
                          -H "Authorization: Bearer YOUR_API_KEY"
                        """);
        GuideCall update =
                GuideCall.curl(
                        """
                        curl -X PUT https://api.envoyou.com/v1/webhooks/wh_1234567890 \\
                          -H "Authorization: Bearer YOUR_API_KEY" \\
                          -H "Content-Type: application/json" \\
                          -d '{
                            "events": ["user.created", "user.updated", "auth.login", "api.rate_limit_exceeded"],
                            "active": true
                          }'
                        """);
        GuideCall delete =
                GuideCall.curl(
                        """
                        curl -X DELETE https://api.envoyou.com/v1/webhooks/wh_1234567890 \\
                          -H "Authorization: Bearer YOUR_API_KEY"
                        """);
        withDefaultFormat(
                "envoyou",
                api -> {
                    Answer registered = created(api, register, "envoyou");
                    String id = registered.text("id");
                    assertThat(registered.text("secret")).isEqualTo("your-webhook-secret");
                    Answer configured = created(api, configure, "envoyou");
                    assertThat(configured.text("secret"))
                            .isEqualTo("whsec_your_webhook_secret_key");
                    assertThat(configured.json().at("/retry_policy/delays").toString())
                            .isEqualTo("[\"1s\",\"2s\",\"4s\",\"8s\"]");
                    assertThat(configured.json().path("headers").has("X-Custom-Header")).isTrue();
                    assertThat(ok(api, list).json().path("data").size()).isEqualTo(2);
                    Answer updated = ok(api, update.of(id));
                    assertThat(updated.json().path("events").size()).isEqualTo(4);
                    assertThat(updated.text("url"))
                            .isEqualTo("https://your-app.com/webhooks/envoyou");
                    assertThat(ok(api, delete.of(id)).status()).isEqualTo(204);
                    assertThat(list.by(api).json().path("data").size()).isEqualTo(1);
                });
    }
}
