// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who a feed can speak to; nobody before its first start. */
final class Audience {
    private volatile @Nullable Peers peers;

    void is(Peers value) {
        peers = value;
    }

    Peers peers() {
        return Objects.requireNonNull(peers, "the server was never started");
    }

    int all(String text) {
        return peers().send(peers().all(), text);
    }

    /** Those who want one of the topics; each once. */
    int subscribers(Collection<String> topics, String text) {
        List<Peer> wanting = peers().all().stream()
                .filter(peer -> topics.stream().anyMatch(peer.groups()::contains))
                .toList();
        return peers().send(wanting, text);
    }

    int subscribers(String topic, String text) {
        return subscribers(List.of(topic), text);
    }

    int user(String name, String text) {
        return peers().send(peers().user(name), text);
    }
}
