// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the id of a message travels, if it is told to. */
class IdArgumentTest {
    private static final PayloadCodec CODEC = new JacksonCodec().binaryApart();
    private static final Scope HALL = Scope.room("hall");

    private final Told told = new Told();
    private final Protocol.Session session = SocketIo.defaults()
            .idArgument()
            .newSession(new Protocol.SessionContext(Identity.ANONYMOUS, CODEC, 1 << 20));

    @BeforeEach
    void open() {
        hear("0{\"sid\":\"e1\",\"pingInterval\":300,\"pingTimeout\":200}");
        hear("40{\"sid\":\"s1\"}");
        told.take();
    }

    private void hear(String frame) {
        session.received(Frame.text(frame), told);
    }

    private List<String> send(boolean ack, String type, Scope scope, Object... arguments) {
        Message.Builder message = Message.builder(type).id("m-" + type).arguments(Arrays.asList(arguments));
        if (scope != null) {
            message.scope(scope);
        }
        session.encode(new Command.Send(message.build().written(CODEC), ack), told);
        return told.take();
    }

    @Test
    void theIdTravelsBehindTheArgumentsOfWhatAwaitsAnAck() {

        assertThat(send(true, "x", null, 1, "a")).containsExactly("write 420[\"x\",1,\"a\",\"m-x\"]");
        assertThat(send(true, "x", null, 1, "a")).containsExactly("write 421[\"x\",1,\"a\",\"m-x\"]");
        assertThat(send(true, "x", null)).containsExactly("write 422[\"x\",\"m-x\"]");
        assertThat(send(true, "say", HALL, "hi"))
                .containsExactly("write 423[\"say\",{\"roomId\":\"hall\",\"message\":\"hi\"},\"m-say\"]");
        assertThat(send(true, "x", null, (Object) new byte[] {1}))
                .containsExactly("write 451-4[\"x\",{\"_placeholder\":true,\"num\":0},\"m-x\"]", "write 1 bytes");
    }

    @Test
    void theIdStaysAtHomeWhereNobodyAnswers() {
        assertThat(send(false, "x", null, 1)).containsExactly("write 42[\"x\",1]");
        session.encode(new Command.Enter(List.of(HALL)), told);
        assertThat(told.take()).containsExactly("write 420[\"join_room\",{\"roomId\":\"hall\"}]");
        hear("427[\"ask\"]");
        told.take();

        Message answer = told.delivered.get(0).answer(42);
        session.encode(new Command.Send(answer.written(CODEC), false), told);

        assertThat(told.take()).containsExactly("write 437[42]");
    }
}
