// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.testkit.contract.ProtocolContract;
import io.github.keepwire.transport.Frame;
import org.junit.jupiter.api.Test;

class EchoProtocolContractTest implements ProtocolContract {
    @Override
    public Protocol protocol() {
        return new EchoProtocol();
    }

    @Override
    public PayloadCodec codec() {
        return new JacksonCodec();
    }

    /** Only the payload travels, so that everything comes back as this type. */
    @Override
    public Message sample() {
        return Message.builder(EchoProtocol.TYPE)
                .payload(ProtocolContract.super.sample().payload())
                .build();
    }

    /** Elsewhere garbage is not delivered; here only half a character is garbage. */
    @Test
    @Override
    public void garbageIsSurvived() {
        var effects = new RecordingEffects();
        var session = openedSession(effects);
        for (var text : new String[] {"", "{", "{}{}", "\u0000", "\ud800", "[".repeat(100_000)}) {
            session.received(Frame.text(text), effects);
        }

        assertThat(effects.delivered()).hasSize(5);
        assertThat(effects.malformed()).hasSize(1);
    }
}
