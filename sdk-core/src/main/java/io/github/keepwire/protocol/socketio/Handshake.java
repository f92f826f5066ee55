// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.internal.json.JsonScanner;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of an Engine.IO server.
 *
 * @param sid the server's name for the link
 * @param pingInterval how often the server pings
 * @param pingTimeout how much later than that it may be
 * @param maxPayload the largest message that the server takes, in bytes; no bound where it does not say
 */
record Handshake(String sid, Duration pingInterval, Duration pingTimeout, long maxPayload) {
    private static final int MAX_DIGITS = 12;

    /** Reads it from behind the packet's type. */
    static Handshake read(String text, int from) throws BadPacketException {
        try {
            return new Reader().read(text, from);
        } catch (IOException e) {
            throw new BadPacketException("the open packet is " + e.getMessage());
        }
    }

    /** How long a link may live without a ping. */
    Duration silence() {
        return pingInterval.plus(pingTimeout);
    }

    /**
     * How long the server's next ping may stay unread: it comes an interval after our answer to the last one at the earliest, and half
     * of the time for its answer is for the way there and back.
     */
    Duration patience() {
        return pingInterval.plus(pingTimeout.dividedBy(2));
    }

    /** What was found so far. */
    private static final class Reader {
        private final JsonScanner scanner = new JsonScanner();
        private @Nullable String sid;
        private long pingInterval = -1;
        private long pingTimeout = -1;
        private long maxPayload = -1;

        Handshake read(String text, int from) throws IOException, BadPacketException {
            scanner.begin(text, from);
            if (scanner.peek() != '{') {
                throw new BadPacketException("the open packet carries no object");
            }
            scanner.enterObject();
            while (scanner.nextField()) {
                field();
            }
            scanner.end();
            return checked();
        }

        private void field() throws IOException {
            if (scanner.nameIs("sid") && scanner.peek() == '"') {
                sid = scanner.text();
            } else if (scanner.nameIs("pingInterval")) {
                pingInterval = number();
            } else if (scanner.nameIs("pingTimeout")) {
                pingTimeout = number();
            } else if (scanner.nameIs("maxPayload")) {
                maxPayload = number();
            } else {
                scanner.skipValue();
            }
        }

        /** A positive integer, or -1 for anything else. */
        private long number() throws IOException {
            char kind = scanner.peek();
            if (kind < '0' || kind > '9') {
                scanner.skipValue();
                return -1;
            }
            String integer = scanner.integer();
            return integer == null || integer.length() > MAX_DIGITS ? -1 : Long.parseLong(integer);
        }

        private Handshake checked() throws BadPacketException {
            if (sid == null || sid.isEmpty() || sid.length() > Names.MAX_LENGTH) {
                throw new BadPacketException("the open packet has no sid");
            }
            if (pingInterval <= 0 || pingTimeout <= 0) {
                throw new BadPacketException("the open packet tells no intervals of pings");
            }
            return new Handshake(
                    sid,
                    Duration.ofMillis(pingInterval),
                    Duration.ofMillis(pingTimeout),
                    maxPayload <= 0 ? Long.MAX_VALUE : maxPayload);
        }
    }
}
