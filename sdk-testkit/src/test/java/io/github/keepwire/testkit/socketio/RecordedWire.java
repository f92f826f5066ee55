// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A client as the hub sees it: what was sent to it, and how it ended. */
final class RecordedWire implements SocketIoWire {
    final List<String> texts = new ArrayList<>();
    final List<byte[]> binaries = new ArrayList<>();
    final TreeSet<String> groups = new TreeSet<>();
    final Map<String, String> query;
    final SocketIoLink link;
    String user = "";
    String end = "";
    boolean dropped;
    boolean isFull;

    RecordedWire(SocketIoHub hub, Map<String, String> query) {
        this.query = query;
        link = hub.connected(this);
    }

    /** One that is in the main namespace. */
    static RecordedWire in(SocketIoHub hub, String user) {
        return new RecordedWire(hub, Map.of("client_id", user)).says("40").forget();
    }

    RecordedWire says(String text) {
        link.hear(text).act().run();
        return this;
    }

    RecordedWire says(byte[] bytes) {
        link.hear(bytes).act().run();
        return this;
    }

    RecordedWire forget() {
        texts.clear();
        return this;
    }

    String last() {
        return texts.get(texts.size() - 1);
    }

    @Override
    public boolean send(String text) {
        texts.add(text);
        return !isFull;
    }

    @Override
    public boolean send(byte[] bytes) {
        binaries.add(bytes);
        return !isFull;
    }

    @Override
    public void end(String why) {
        end = why;
    }

    @Override
    public void drop() {
        dropped = true;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    @Override
    public void identified(String name) {
        user = name;
    }

    @Override
    public void entered(String group) {
        groups.add(group);
    }

    @Override
    public void left(String group) {
        groups.remove(group);
    }
}
