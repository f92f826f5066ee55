// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/**
 * RFC 6455 that can say no. Java-WebSocket writes 101 for every handshake it lets through and 404 for every one it does
 * not; here a refused one is let through, written with its own status, and hung up on by {@link SocketServer}.
 *
 * <p>Of the subprotocols that a client offers it chooses the preferred one: browsers and others end a connection on which
 * the server chose none of theirs.
 */
final class RefusingDraft extends Draft_6455 {
    private final int maxMessageBytes;
    private final boolean takesAnyRequest;
    private boolean isUpgrade;

    /**
     * A draft for connections to come.
     *
     * @param maxMessageBytes the largest message to take
     * @param takesAnyRequest whether to let those through that ask for no WebSocket: they must be refused then
     */
    RefusingDraft(int maxMessageBytes, boolean takesAnyRequest) {
        super(List.of(), maxMessageBytes);
        this.maxMessageBytes = maxMessageBytes;
        this.takesAnyRequest = takesAnyRequest;
    }

    /** Whether the request asks for a WebSocket. */
    boolean isUpgrade() {
        return isUpgrade;
    }

    @Override
    public HandshakeState acceptHandshakeAsServer(ClientHandshake request) throws InvalidHandshakeException {
        HandshakeState state = super.acceptHandshakeAsServer(request);
        isUpgrade = state == HandshakeState.MATCHED;
        return takesAnyRequest ? HandshakeState.MATCHED : state;
    }

    /** The answer of a server that refuses. */
    static final class No extends HandshakeImpl1Server {
        private final Refusal refusal;

        No(Refusal refusal) {
            this.refusal = refusal;
        }
    }

    @Override
    public HandshakeBuilder postProcessHandshakeResponseAsServer(
            ClientHandshake request, ServerHandshakeBuilder response) throws InvalidHandshakeException {
        if (response instanceof No) {
            return response;
        }
        HandshakeBuilder answer = super.postProcessHandshakeResponseAsServer(request, response);
        ShownTokens.offers(request.getFieldValue(ShownTokens.SUBPROTOCOLS))
                .findFirst()
                .ifPresent(preferred -> answer.put(ShownTokens.SUBPROTOCOLS, preferred));
        return answer;
    }

    @Override
    public List<ByteBuffer> createHandshake(Handshakedata handshake, boolean withContent) {
        return handshake instanceof No no
                ? List.of(ByteBuffer.wrap(no.refusal.asHttp().getBytes(StandardCharsets.US_ASCII)))
                : super.createHandshake(handshake, withContent);
    }

    @Override
    public Draft copyInstance() {
        return new RefusingDraft(maxMessageBytes, takesAnyRequest);
    }
}
