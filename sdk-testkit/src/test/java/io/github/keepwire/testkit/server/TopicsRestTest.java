// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsRestTest {
    private static final String SUBSCRIBE = "{\"type\":\"subscription\",\"data\":{\"topic\":\"%s\"}}";

    private final ManualTime time = new ManualTime(7);

    @RegisterExtension
    final DevServer server = DevServer.topics(
            FeedSettings.defaults().environment(time.environment()).devices("d1", "a b/c"));

    @ParameterizedTest(name = "{0} goes to {2} as {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ws/broadcast | {'type':'device_status','data':{'n':1},'topic':'device_status'} | device_status"
                        + " | {'type':'device_status','data':{'n':1},",
                "/ws/device-alert | {'device_id':'d1','message':'hot','severity':'high'} | security"
                        + " | {'type':'security_alert','data':{'device_id':'d1','message':'hot','alert_type':'device','severity':'high'},",
                "/ws/device-alert | {'device_id':'d1','message':'hot'} | device_d1"
                        + " | {'type':'security_alert','data':{'device_id':'d1','message':'hot','alert_type':'device','severity':'medium'},",
                "/ws/live-metrics | {'device_id':'d1','metrics':{'cpu_usage':45.2}} | metrics_d1"
                        + " | {'type':'live_metrics','data':{'device_id':'d1','metrics':{'cpu_usage':45.2}},",
                "/ws/notification | {'title':'Hi','message':'you','type':'security','device_id':'d1'} | notifications"
                        + " | {'type':'notification','data':{'title':'Hi','message':'you','type':'security','severity':'info','device_id':'d1'},",
                "/ws/performance-data | {'data':{'fps':60}} | performance"
                        + " | {'type':'performance_data','data':{'fps':60},",
                "/ws/performance-data | {'fps':60} | performance | {'type':'performance_data','data':{'fps':60},",
                "/ws/device-action/a%20b%2Fc | {'action':'reboot','details':{'by':'x'}} | device_a b/c"
                        + " | {'type':'device_action','data':{'device_id':'a b/c','action':'reboot','status':'started','details':{'by':'x'}},",
            })
    void administratorReachesTheSubscribersOfATopic(String path, String body, String topic, String heard)
            throws Exception {
        PlainClient wanting = subscribed(topic);
        PlainClient other = subscribed("elsewhere");
        server.awaitGroup("elsewhere", 1);
        server.awaitGroup(topic, 1);

        HttpResponse<String> reply = admin().post(path, json(body));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"success\":true,\"recipients\":1}");
        assertThat(wanting.next()).isEqualTo(json(heard + "'timestamp':'2026-01-01T00:00:00Z'}"));
        server.broadcast("marker");
        assertThat(other.next()).isEqualTo("marker");
    }

    @Test
    void broadcastWithoutTopicReachesAll() throws Exception {
        PlainClient client = connect(server.url());
        server.awaitDevice("client-1");

        admin().post("/ws/broadcast", json("{'type':'system_message','data':{'text':'soon down'}}"));

        assertThat(client.next()).contains("soon down");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ws/send-to-user/alice%40x | {'type':'notification','data':{'n':1}}",
                "/ws/notification | {'title':'n','message':'n','user_id':'alice@x'}"
            })
    void administratorReachesAUser(String path, String body) throws Exception {
        PlainClient alice = connect(URI.create(server.url() + "?client_id=a&token=user:alice%40x"));
        server.awaitDevice("a");

        assertThat(admin().post(path, json(body)).statusCode()).isEqualTo(200);

        assertThat(alice.next()).contains("notification");
        assertThat(admin().post("/ws/send-to-user/bob", json("{'type':'a'}")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void monitoringPublishesMetricsUntilTheServerStops() throws Exception {
        PlainClient watcher = subscribed("device_status").send(SUBSCRIBE.formatted("metrics_d1"));
        server.awaitGroup("metrics_d1", 1);

        HttpResponse<String> first = admin().post("/ws/start-monitoring/d1", json("{'interval_seconds':1}"));
        HttpResponse<String> again = admin().post("/ws/start-monitoring/d1", "");
        time.advance(Duration.ofSeconds(2));

        assertThat(first.body()).contains("\"already_monitored\":false");
        assertThat(again.body()).contains("\"already_monitored\":true");
        assertThat(watcher.next()).contains("device_status", "monitoring");
        assertThat(watcher.next()).contains("live_metrics", "cpu_usage", "00:00:01Z");
        assertThat(watcher.next()).contains("live_metrics", "00:00:02Z");
        server.restart();
        assertThat(time.planned()).as("heartbeat and silence").isEqualTo(2);
    }

    @Test
    void everybodyMayAskForTheCounters() {
        subscribed("device_status");
        server.awaitGroup("device_status", 1);

        HttpResponse<String> reply = new PlainHttp(server.httpUri(), "").get("/ws/stats");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(reply.body())
                .isEqualTo(json("{'total_connections':1,'active_connections':1,'total_users':0,"
                        + "'subscription_counts':{'device_status':1},'average_subscriptions_per_client':1.0,"
                        + "'messages_per_second':1.0,'average_latency_ms':0.0,'error_rate':0.0}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws/broadcast",
                "/ws/send-to-user/x",
                "/ws/device-alert",
                "/ws/live-metrics",
                "/ws/notification",
                "/ws/performance-data",
                "/ws/device-action/d1",
                "/ws/start-monitoring/d1"
            })
    void managementIsForAdministratorsOnly(String path) {
        PlainHttp nobody = new PlainHttp(server.httpUri(), "");
        PlainHttp user = new PlainHttp(server.httpUri(), "user:alice");

        assertThat(nobody.post(path, "{}").statusCode()).isEqualTo(401);
        assertThat(nobody.post(path, "{}").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
        assertThat(new PlainHttp(server.httpUri(), "nonsense").post(path, "{}").statusCode())
                .isEqualTo(401);
        assertThat(user.post(path, "{}").statusCode()).isEqualTo(403);
        assertThat(admin().get(path).statusCode()).isEqualTo(405);
        assertThat(admin().get(path).headers().firstValue("Allow")).contains("POST");
        assertThat(admin().post(path, "not JSON").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ws/broadcast | {} | 400 | type must be a text",
                "/ws/broadcast | {'type':7} | 400 | type must be a text",
                "/ws/broadcast | {'type':'a','data':7} | 400 | data must be an object",
                "/ws/broadcast | [] | 400 | one JSON object",
                "/ws/device-alert | {'device_id':'d1'} | 400 | message must be",
                "/ws/device-alert | {'device_id':'d9','message':'m'} | 404 | device",
                "/ws/live-metrics | {'device_id':'d9'} | 404 | device",
                "/ws/device-action/d9 | {'action':'a'} | 404 | device",
                "/ws/start-monitoring/d9 | {} | 404 | device",
                "/ws/start-monitoring/d1 | {'interval_seconds':0} | 400 | interval_seconds",
                "/ws/nothing | {} | 404 | nothing here",
                "/ws/device-action/ | {'action':'a'} | 404 | nothing here",
            })
    void whatCannotBeDoneIsRefused(String path, String body, int status, String why) {
        HttpResponse<String> reply = admin().post(path, json(body));

        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.body()).contains("\"success\":false", why);
    }

    @Test
    void badlyEncodedPathLeadsNowhere() {
        Route route = Route.post("/ws/device-action/{device_id}", call -> RestReply.sent(0));

        assertThat(route.match("/ws/device-action/%zz")).isEmpty();
        assertThat(route.match("/ws/device-action/a+b").map(named -> named.get("device_id")))
                .contains("a+b");
    }

    @Test
    void tooLargeABodyIsRefused() {
        String large = "{\"type\":\"a\",\"data\":{\"x\":\"" + "x".repeat(1 << 20) + "\"}}";

        assertThat(admin().post("/ws/broadcast", large).statusCode()).isEqualTo(413);
    }

    @Test
    void httpSideKeepsItsPortOverARestart() {
        URI before = server.httpUri();

        server.restart();

        assertThat(server.httpUri()).isEqualTo(before);
        assertThat(new PlainHttp(before, "").get("/ws/stats").statusCode()).isEqualTo(200);
    }

    private PlainClient subscribed(String topic) {
        return connect(server.url()).send(SUBSCRIBE.formatted(topic));
    }

    private PlainHttp admin() {
        return new PlainHttp(server.httpUri(), "admin:root");
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
