// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.dialects;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.contract.ProtocolContract;
import io.github.keepwire.transport.Frame;
import java.util.List;

/** A protocol of an application, with all that the builder has words for. */
class OwnDialectContractTest implements ProtocolContract {
    @Override
    public Protocol protocol() {
        return JsonDialect.builder("chat")
                .timestamp("at", JsonDialect.Time.EPOCH_MILLIS)
                .sender("from", "nick")
                .version("v", 2)
                .subscribe("{\"type\":\"sub\",\"channel\":$channel}")
                .unsubscribe("{\"type\":\"unsub\",\"channels\":$channels}")
                .confirmedBy("sub_ok", "channel")
                .endedBy("unsub_ok", "channels")
                .channelIsType()
                .join("{\"type\":\"join\",\"room\":\"room:$room\"}")
                .leave("{\"type\":\"leave\",\"room\":$room}")
                .roomField("room")
                .answering("hello?", "{\"type\":\"hello\",\"at\":$now}")
                .ping("{\"type\":\"ping\"}", "pong")
                .ack("ok", "payload.id")
                .query("who", "$sender")
                .tokenInSubprotocol("bearer")
                .build();
    }

    @Override
    public PayloadCodec codec() {
        return new JacksonCodec();
    }

    @Override
    public List<Frame> answersTo(Frame frame) {
        String text = frame.text();
        return text.contains("sub\"") ? List.of(Frame.text(text.replaceFirst("sub\"", "sub_ok\""))) : List.of();
    }
}
