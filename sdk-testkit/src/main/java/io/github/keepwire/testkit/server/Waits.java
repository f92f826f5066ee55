// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a test waits for; giving up is an {@link AssertionError} that tells what there was instead. */
final class Waits {
    private final Changes changes;
    private final Peers peers;
    private final ReceivedLog log;
    private final Dispatcher dispatcher;
    private volatile Duration patience = Duration.ofSeconds(10);

    Waits(Changes changes, Peers peers, ReceivedLog log, Dispatcher dispatcher) {
        this.changes = changes;
        this.peers = peers;
        this.log = log;
        this.dispatcher = dispatcher;
    }

    void patience(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("patience must be positive: " + value);
        }
        patience = value;
    }

    Duration patience() {
        return patience;
    }

    List<Received> frames(String type, int count) {
        until(
                () -> log.handledOfType(type).size() >= count,
                () -> count + " x " + type + ", but received " + log.countsByType());
        return log.handledOfType(type);
    }

    void connections(int count) {
        until(() -> peers.all().size() == count, () -> count + " connections, but there are " + peers.all());
    }

    void group(String name, int members) {
        until(
                () -> peers.group(name).size() == members,
                () -> members + " members of group " + name + ", but there are " + peers.all());
    }

    Peer device(String deviceId) {
        until(
                () -> peers.device(deviceId).isPresent(),
                () -> "device " + deviceId + " to connect, but there are " + peers.all());
        return peers.device(deviceId).orElseThrow(() -> new AssertionError("device " + deviceId + " just left"));
    }

    private void until(BooleanSupplier condition, Supplier<String> inVain) {
        if (!changes.await(condition, patience)) {
            throw new AssertionError("waited " + patience + " for " + inVain.get(), dispatcher.takeFailure());
        }
    }
}
