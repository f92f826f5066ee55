// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.fuzz;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.transport.Frame;
import java.util.List;

/**
 * Arbitrary events out of one session of Socket.IO and into another one: what is not refused when it is sent arrives as it was. An
 * event that wants an ack arrives as a request.
 */
public final class SentFuzz {
    private static final int OPEN = 2 | 4;

    private SentFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param data what the event is made of
     */
    public static void fuzzerTestOneInput(byte[] data) {
        Source source = new Source(data);
        boolean wantsAck = source.next() % 2 == 0;
        Message message;
        RecordingEffects sent = new RecordingEffects();
        Protocol.Session sender = Stages.session(OPEN, sent);
        int before = sent.written().size();
        try {
            String name = source.text();
            message = Message.builder(name)
                    .id("m")
                    .arguments(source.list(0))
                    .build()
                    .written(Stages.CODEC);
            sender.encode(new Command.Send(message, wantsAck), sent);
        } catch (KeepwireException | IllegalArgumentException refused) {
            return;
        }
        hold(message, wantsAck, sent.written().subList(before, sent.written().size()));
    }

    private static void hold(Message message, boolean wantsAck, List<Frame> frames) {
        RecordingEffects heard = new RecordingEffects();
        Protocol.Session receiver = Stages.session(OPEN, heard);
        frames.forEach(frame -> receiver.received(frame, heard));
        if (heard.delivered().size() != 1) {
            throw new AssertionError(message.type() + " became " + heard.delivered() + heard.ends());
        }
        Message back = heard.delivered().get(0);
        if (!back.type().equals(message.type()) || back.isRequest() != wantsAck) {
            throw new AssertionError(message.type() + " came back as " + back.type());
        }
        if (back.arguments().size() != message.arguments().size()) {
            throw new AssertionError(message.arguments() + " came back as " + back.arguments());
        }
        for (int i = 0; i < back.arguments().size(); i++) {
            holdArgument(message.arguments().get(i), back.arguments().get(i));
        }
    }

    /** The numbers of binary parts change on the way: they count through the whole event. */
    private static void holdArgument(Payload sent, Payload back) {
        Object one = sent.json().equals("null") ? "null" : sent.as(Object.class);
        Object other = back.json().equals("null") ? "null" : back.as(Object.class);
        if (!Source.alike(one, other)) {
            throw new AssertionError(sent.json() + " came back as " + back.json());
        }
    }
}
