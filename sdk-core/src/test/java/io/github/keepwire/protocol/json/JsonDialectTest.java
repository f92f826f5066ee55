// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDialectTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:15Z");
    private static final Identity CAMERA = Identity.of("camera_1", "Hall Camera");

    private final Heard heard = new Heard();

    @Test
    void theDeviceEnvelopeIsOpenAtOnceAndSaysNothingUnasked() {
        session(JsonDialect.deviceEnvelope()).opened(NOW, heard);

        assertThat(heard.written).isEmpty();
        assertThat(heard.opens).isEqualTo(1);
    }

    @Test
    void theChannelOfAGroupHasAPrefixOfTheApplicationsChoice() {
        session(JsonDialect.deviceEnvelope().group("home").channelPrefix("site/"))
                .opened(NOW, heard);

        assertThat(heard.written)
                .containsExactly("{\"action\":\"join_channel\",\"channel\":\"site/home\",\"deviceId\":\"camera_1\"}");
    }

    @Test
    void theIdTravelsInTheFieldOfTheApplicationsChoice() {
        Protocol.Session session = session(JsonDialect.deviceEnvelope().idName("message\"Id"));
        session.encode(new Command.Send(Message.builder("x").id("a-1").build()), heard);
        session.received(Frame.text(heard.written.get(0)), heard);
        session.received(Frame.text("{\"type\":\"x\",\"id\":{\"not\":\"ours\"}}"), heard);

        assertThat(heard.written.get(0)).startsWith("{\"type\":\"x\",\"message\\\"Id\":\"a-1\"");
        assertThat(heard.delivered.get(0).id()).isEqualTo("a-1");
        assertThat(heard.delivered.get(1).id()).isNull();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "type", "payload", "deviceId", "deviceName", "timestamp"})
    void anIdCannotTakeAnotherFieldsPlace(String name) {
        assertThatThrownBy(() -> JsonDialect.deviceEnvelope().idName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aRegistrationThatCannotBeWrittenEndsTheAttemptsAndNamesItsType() {
        EndedBy ended = new EndedBy();
        session(JsonDialect.deviceEnvelope().register(new Object())).opened(NOW, ended);

        assertThat(ended.retry).isEqualTo(Retry.NEVER);
        assertThat(ended.code).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(ended.opens).isZero();
    }

    /** One that may end the link, and says how. */
    private static final class EndedBy extends Heard {
        private Retry retry;
        private ErrorCode code;

        @Override
        public void end(Retry wanted, KeepwireException reason) {
            retry = wanted;
            code = reason.code();
        }
    }

    @Test
    void aTokenTravelsInTheHeaderAndNowhereElse() {
        LinkRequest base = LinkRequest.builder(URI.create("ws://example.test/ws?a=b"))
                .header("X-Kept", "yes")
                .build();
        LinkRequest request =
                JsonDialect.deviceEnvelope().prepare(new Protocol.ConnectContext(base, CAMERA, Token.of("CANARY-7")));

        assertThat(request.headers())
                .containsOnly(Map.entry("X-Kept", "yes"), Map.entry("Authorization", "Bearer CANARY-7"));
        assertThat(request.uri()).isEqualTo(base.uri());
        assertThat(JsonDialect.deviceEnvelope().prepare(new Protocol.ConnectContext(base, CAMERA, null)))
                .isSameAs(base);
    }

    @Test
    void theDialectSaysWhatItCanDoAndWhatItWants() {
        JsonDialect dialect = JsonDialect.deviceEnvelope();

        assertThat(dialect.name()).isEqualTo("device-envelope");
        assertThat(dialect.features()).containsExactly(Protocol.Feature.ACKS, Protocol.Feature.ROOMS);
        Message bare = Message.builder("x").build();
        assertThat(dialect.validator().problem(bare, 1, NOW)).isNotNull();
        assertThat(MessageValidator.defaults().problem(bare, 1, NOW)).isNull();
    }

    @Test
    void eachSettingMakesANewDialectAndKeepsTheOthers() {
        JsonDialect full = JsonDialect.deviceEnvelope()
                .register(Map.of("mode", "cctv"))
                .group("home")
                .channelPrefix("p_")
                .idName("mid")
                .zone(ZoneOffset.ofHours(2));
        session(full).opened(NOW, heard);
        session(full).received(Frame.text("{\"type\":\"x\",\"mid\":7,\"timestamp\":\"2026-01-15T12:30:15\"}"), heard);

        assertThat(heard.written.get(0)).contains("\"payload\":{\"groupId\":\"home\",\"mode\":\"cctv\"}");
        assertThat(heard.written.get(1)).contains("\"channel\":\"p_home\"");
        assertThat(heard.delivered.get(0).id()).isEqualTo("7");
        assertThat(heard.delivered.get(0).timestamp()).isEqualTo(NOW);
    }

    private static Protocol.Session session(JsonDialect dialect) {
        return dialect.newSession(new Protocol.SessionContext(CAMERA, new JacksonCodec(), 1 << 20));
    }
}
