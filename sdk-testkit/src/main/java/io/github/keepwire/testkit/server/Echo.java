// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

/** Sends everything back to whom it came from. */
final class Echo implements Behavior {
    @Override
    public void received(Peer from, Received message) {
        from.send(message.json());
    }

    @Override
    public void received(Peer from, byte[] bytes) {
        from.send(bytes);
    }
}
