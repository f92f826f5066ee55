// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkRequest;
import java.util.ArrayList;
import java.util.List;

/** The server's end of a Socket.IO connection, which does what the test tells it to. */
final class SocketIoServer implements LoopbackTransport.Server {
    static final String OPEN =
            "0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    final List<LinkRequest> requests = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    /** What is answered to a CONNECT of the main namespace; null for nothing. */
    String answer = "40{\"sid\":\"s1\"}";

    LoopbackTransport.Server.Peer peer;

    @Override
    public void opened(LoopbackTransport.Server.Peer opened) {
        peer = opened;
        requests.add(opened.request());
        opened.send(OPEN);
    }

    @Override
    public void received(LoopbackTransport.Server.Peer from, Frame frame) {
        String text = frame.isText() ? frame.text() : frame.byteCount() + " bytes";
        heard.add(text);
        if (answer != null && (text.equals("40") || text.startsWith("40{"))) {
            from.send(answer);
        }
    }

    List<String> take() {
        List<String> taken = new ArrayList<>(heard);
        heard.clear();
        return taken;
    }
}
