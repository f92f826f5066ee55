// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Serves devices that speak {@code {type, deviceId, deviceName, timestamp, payload}}, the id being optional.
 *
 * <p>A message goes to the others of the sender's group, or to all others if the sender is in none; a heartbeat goes
 * nowhere; an {@code alertAck} goes to the device whose message it acknowledges. What it does not know it forwards.
 */
final class DeviceEnvelope implements Feed {
    private static final String GROUP_PREFIX = "blue_light_monitor_";

    private final Senders senders = new Senders();
    private final boolean acknowledges;

    DeviceEnvelope(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    @Override
    public void received(Peer from, Received message) {
        Optional<String> action = message.text("/action");
        if (!message.isObject()) {
            reject(from, "malformed_frame", "a frame must be one JSON object");
        } else if (action.isPresent()) {
            act(from, action.get(), message);
        } else if (message.text("/type").filter(type -> !type.isEmpty()).isEmpty()) {
            reject(from, "missing_type", "a message must have a type");
        } else {
            route(from, message);
        }
    }

    @Override
    public void received(Peer from, byte[] bytes) {
        reject(from, "binary_frame", "a frame must be text");
    }

    @Override
    public String message(String type, JsonNode data) {
        return Envelopes.envelope(type, data);
    }

    private static void reject(Peer from, String code, String message) {
        from.peers().reject(from, Envelopes.error(code, message));
    }

    private static void act(Peer from, String action, Received message) {
        Optional<String> channel = message.text("/channel").filter(name -> !name.isEmpty());
        if (channel.isEmpty()) {
            reject(from, "missing_channel", "an action must name a channel");
            return;
        }
        identify(from, message);
        switch (action) {
            case "join_channel" -> moveTo(from, group(channel.get()));
            case "leave_channel" -> from.leave(group(channel.get()));
            default -> reject(from, "unknown_action", "an action must be join_channel or leave_channel");
        }
    }

    private static String group(String channel) {
        return channel.startsWith(GROUP_PREFIX) ? channel.substring(GROUP_PREFIX.length()) : channel;
    }

    /** A device is in one group at a time. */
    private static void moveTo(Peer from, String group) {
        from.groups().stream().filter(old -> !old.equals(group)).forEach(from::leave);
        from.join(group);
    }

    private static void identify(Peer from, Received message) {
        message.text("/deviceId").filter(id -> !id.isEmpty()).ifPresent(from::identify);
    }

    private void route(Peer from, Received message) {
        if (from.deviceId().isEmpty() && !message.type().equals("deviceRegister")) {
            identify(from, message);
        }
        switch (message.type()) {
            case "heartbeat" -> {}
            case "alertAck" -> acknowledge(from, message);
            case "deviceRegister" -> register(from, message);
            default -> deliver(from, message);
        }
    }

    /** The device is made known last: a test that waits for it finds the rest. */
    private static void register(Peer from, Received message) {
        message.text("/payload/mode").ifPresent(mode -> from.note("mode", mode));
        identify(from, message);
        forward(from, message);
    }

    private void deliver(Peer from, Received message) {
        Optional<String> id = message.text("/id");
        id.ifPresent(known -> senders.remember(known, message.deviceId()));
        forward(from, message);
        if (acknowledges) {
            id.ifPresent(known -> from.send(Envelopes.alertAck(known)));
        }
    }

    private void acknowledge(Peer from, Received ack) {
        Optional<String> sender = ack.text("/payload/alertId").flatMap(senders::of);
        if (sender.isPresent()) {
            from.peers().device(sender.get()).ifPresent(device -> device.send(ack.json()));
        } else {
            forward(from, ack);
        }
    }

    private static void forward(Peer from, Received message) {
        from.peers().send(audience(from), message.json());
    }

    private static List<Peer> audience(Peer from) {
        List<Peer> others = from.peers().others(from);
        List<String> groups = List.copyOf(from.groups());
        return groups.isEmpty()
                ? others
                : others.stream()
                        .filter(peer -> groups.stream().anyMatch(peer.groups()::contains))
                        .toList();
    }
}
