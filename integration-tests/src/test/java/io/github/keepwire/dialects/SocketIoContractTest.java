// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.dialects;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.testkit.contract.ProtocolContract;
import io.github.keepwire.transport.Frame;
import java.util.List;

class SocketIoContractTest implements ProtocolContract {
    @Override
    public Protocol protocol() {
        return SocketIo.defaults();
    }

    @Override
    public PayloadCodec codec() {
        return new JacksonCodec().binaryApart();
    }

    /** Garbage ends the link, as the protocol demands. */
    @Override
    public boolean survivesGarbage() {
        return false;
    }

    /** The server speaks first, and lets us in. */
    @Override
    public Protocol.Session openedSession(RecordingEffects effects) {
        Protocol.Session session = ProtocolContract.super.openedSession(effects);
        session.received(
                Frame.text("0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}"), effects);
        session.received(Frame.text("40{\"sid\":\"s1\"}"), effects);
        return session;
    }

    /** A namespace is confirmed by its CONNECT, and a room by an ack. */
    @Override
    public List<Frame> answersTo(Frame frame) {
        String text = frame.text();
        if (text.startsWith("40")) {
            return List.of(Frame.text(text + "{\"sid\":\"n1\"}"));
        }
        return text.startsWith("42")
                ? List.of(Frame.text("43" + text.substring(2, text.indexOf('[')) + "[]"))
                : List.of();
    }
}
