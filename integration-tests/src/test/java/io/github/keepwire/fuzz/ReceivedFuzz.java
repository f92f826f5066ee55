// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.fuzz;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.transport.Frame;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Arbitrary frames into a session of Socket.IO, in whatever stage the first byte asks for: no exception, no more memory than the
 * frames' size times a constant, and silence once the session has asked for the end of its link, for a reason that has a type.
 */
public final class ReceivedFuzz {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Of arguments alone there may be one for every two characters, each an object, and some more as they are read. */
    private static final long BYTES_FOR_EACH = 400;

    private static final long BYTES_ANYWAY = 256 << 10;
    private static final String TYPES = "0123456b";

    private ReceivedFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param data one byte that tells the stage, then frames
     */
    public static void fuzzerTestOneInput(byte[] data) {
        long bound = BYTES_ANYWAY + BYTES_FOR_EACH * data.length;
        // classes are loaded and code is compiled once: what costs that much twice costs it always
        if (run(data) > bound && run(data) > bound) {
            throw new AssertionError(data.length + " bytes made the session allocate more than " + bound);
        }
    }

    /** Answers what it allocated. */
    private static long run(byte[] data) {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = Stages.session(data.length == 0 ? 0 : data[0], effects);
        List<Frame> frames = Frames.of(data);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (Frame frame : frames) {
            receive(session, frame, effects);
        }
        effects.delivered().forEach(ReceivedFuzz::read);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void receive(Protocol.Session session, Frame frame, RecordingEffects effects) {
        boolean over = !effects.ends().isEmpty();
        int told = told(effects);
        session.received(frame, effects);
        if (over && told(effects) != told) {
            throw new AssertionError("it goes on after the end: " + frame);
        }
        if (effects.ends().size() > 1) {
            throw new AssertionError("it ends twice: " + effects.ends());
        }
        if (effects.ends().isEmpty() && isGarbage(frame)) {
            throw new AssertionError("it lives on with garbage: " + frame.text());
        }
    }

    private static int told(RecordingEffects effects) {
        return effects.written().size()
                + effects.delivered().size()
                + effects.entered().size()
                + effects.refused().size()
                + effects.left().size()
                + effects.acked().size()
                + effects.rejected().size()
                + effects.opens()
                + effects.ends().size();
    }

    private static boolean isGarbage(Frame frame) {
        return frame.isText()
                && (frame.text().isEmpty() || TYPES.indexOf(frame.text().charAt(0)) < 0);
    }

    /** Whatever was delivered can be read, or tells why not. */
    private static void read(Message message) {
        for (Payload argument : message.arguments()) {
            argument.json();
            try {
                argument.as(Object.class);
                argument.asMap();
            } catch (KeepwireException typed) {
                typed.code();
            }
            argument.field("roomId");
        }
    }
}
