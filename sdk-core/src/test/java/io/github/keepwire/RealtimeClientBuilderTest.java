// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testing.LoopbackTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RealtimeClientBuilderTest {
    record Reading(double roomTemperature) {}

    @Test
    void nothingIsRefusedByItsName() {
        RealtimeClientBuilder builder = RealtimeClient.builder(Rig.ADDRESS);

        assertThatThrownBy(() -> RealtimeClient.builder((URI) null)).hasMessage("uri");
        assertThatThrownBy(() -> builder.protocol(null)).hasMessage("protocol");
        assertThatThrownBy(() -> builder.transport(null)).hasMessage("transport");
        assertThatThrownBy(() -> builder.identity(null)).hasMessage("identity");
        assertThatThrownBy(() -> builder.token(null)).hasMessage("token");
        assertThatThrownBy(() -> builder.heartbeat(null)).hasMessage("heartbeat");
        assertThatThrownBy(() -> builder.validator(null)).hasMessage("validator");
        assertThatThrownBy(() -> builder.filter(null)).hasMessage("filter");
        assertThatThrownBy(() -> builder.environment(null)).hasMessage("environment");
        assertThatThrownBy(() -> builder.executor(null)).hasMessage("executor");
        assertThatThrownBy(() -> builder.callbackExecutor(null)).hasMessage("callbackExecutor");
        assertThatThrownBy(() -> builder.objectMapper(null)).hasMessage("mapper");
    }

    @Test
    void aBadAddressIsRefusedAtOnce() {
        assertThatThrownBy(() -> RealtimeClient.builder(URI.create("https://example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri must begin with ws:// or wss://, not https");
    }

    @Test
    void badSettingsAreRefusedAtOnce() {
        RealtimeClientBuilder builder = RealtimeClient.builder(Rig.ADDRESS);

        assertThatThrownBy(() -> builder.header("Host", "x")).hasMessageContaining("Host");
        assertThatThrownBy(() -> builder.subprotocols(List.of("a b"))).hasMessageContaining("a b");
        assertThatThrownBy(() -> builder.handshakeTimeout(ofSeconds(0))).hasMessageContaining("handshakeTimeout");
        assertThatThrownBy(() -> builder.maxMessageBytes(0)).hasMessageContaining("maxMessageBytes");
    }

    @Test
    void payloadsAreWrittenAndReadByTheApplicationsMapper() {
        ObjectMapper mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        Rig rig = new Rig(builder -> builder.objectMapper(mapper));
        List<Reading> heard = new ArrayList<>();
        rig.client.on("reading", Reading.class, (reading, message) -> heard.add(reading));
        rig.connected();

        rig.client.send("reading", new Reading(20.5));
        rig.hear("reading||{\"room_temperature\":21.5}");

        assertThat(rig.server.payloads("reading")).containsExactly("{\"room_temperature\":20.5}");
        assertThat(heard).containsExactly(new Reading(21.5));
    }

    @Test
    void listenersRunOnTheCallbackExecutorAndNothingElseDoes() {
        List<String> heard = new ArrayList<>();
        List<Runnable> callbacks = new ArrayList<>();
        Executor callbackExecutor = callbacks::add;
        Rig rig = new Rig(builder -> builder.callbackExecutor(callbackExecutor));
        rig.client.onAny(message -> heard.add(message.type()));

        rig.connected();
        rig.hear("note||1");
        assertThat(heard).isEmpty();
        assertThat(rig.changes).isEmpty();
        new ArrayList<>(callbacks).forEach(Runnable::run);

        assertThat(heard).containsExactly("note");
        assertThat(rig.changes).hasSize(2);
    }

    @Test
    void aHistoryThatWouldNeverBeAskedIsRefusedWhenTheClientIsBuilt() {
        var builder = RealtimeClient.builder(Rig.ADDRESS)
                .transport(LoopbackTransport.to(new PipeServer()))
                .protocol(JsonDialect.topics())
                .history((scope, from, to) -> CompletableFuture.completedFuture(List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("history")
                .withMessageContaining("topics");
    }
}
