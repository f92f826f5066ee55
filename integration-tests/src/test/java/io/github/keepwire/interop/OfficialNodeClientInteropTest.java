// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

/** The official client for Node on our server: {@code .ci/socketio/client.mjs}. */
class OfficialNodeClientInteropTest extends OfficialClientStage {
    @Override
    ProcessBuilder program(String url, String recoveringUrl) {
        return new ProcessBuilder("node", "client.mjs", url, recoveringUrl)
                .directory(NodeServer.folderWith("socket.io-client").toFile());
    }

    @Override
    int checks() {
        return 18;
    }
}
