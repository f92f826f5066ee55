// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.dialects;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.contract.ProtocolContract;
import io.github.keepwire.transport.Frame;
import java.util.List;

class ChannelsContractTest implements ProtocolContract {
    @Override
    public Protocol protocol() {
        return JsonDialect.channels();
    }

    @Override
    public PayloadCodec codec() {
        return new JacksonCodec();
    }

    /** Its payload has the timestamp that the dialect would add. */
    @Override
    public Message sample() {
        String json = "{\"text\":\"\u00e9\",\"timestamp\":" + NOW.toEpochMilli() + "}";
        return Message.builder("gesture")
                .id("a-1")
                .sender(DEVICE)
                .timestamp(NOW)
                .payload(Payload.ofJson(json, codec()).written(codec()))
                .build();
    }

    /** The server repeats the channels in a frame of the type that tells that it did what it was asked to. */
    @Override
    public List<Frame> answersTo(Frame frame) {
        return List.of(Frame.text(frame.text().replaceFirst("subscribe", "subscribed")));
    }
}
