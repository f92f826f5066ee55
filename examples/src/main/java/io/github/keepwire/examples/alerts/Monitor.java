// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The side that looks: knows its cameras, tells them their settings, acknowledges alerts and remembers them. */
final class Monitor {
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final int REMEMBERED = 100;
    private static final int MOST_DEVICES = 1_000;
    /** Long: a camera may have nothing to tell, and not every server hands on that it is alive. */
    private static final Duration SILENT = Duration.ofHours(1);

    private static final Settings WANTED = new Settings(0.6, true);

    private final DeviceRegistry registry = new DeviceRegistry(MOST_DEVICES, SILENT, Clock.systemUTC());
    private final AlertHistory history = new AlertHistory(REMEMBERED);
    private final DeviceInfo info;
    private final String group;
    private final Consumer<String> log;

    Monitor(DeviceInfo info, String group, Consumer<String> log) {
        this.info = info;
        this.group = group;
        this.log = log;
    }

    RealtimeClientBuilder describe(RealtimeClientBuilder builder) {
        return builder.protocol(JsonDialect.deviceEnvelope().register(info).group(group))
                .filter(heardBy(group));
    }

    /** What a monitor hears: messages of its group, of the types that a monitor cares about, and none that is old. */
    static MessageFilter heardBy(String group) {
        return MessageFilter.group(group)
                .and(MessageFilter.types("blueAlert", "deviceRegister", "deviceStatus", "heartbeat"))
                .and(MessageFilter.maxAge(STALE));
    }

    /** Listens, and calls somebody for each alert that is new. */
    void listen(RealtimeClient client, Runnable onAlert) {
        client.on("deviceRegister", DeviceInfo.class, (device, message) -> meet(client, device, message));
        client.on("deviceStatus", DeviceStatus.class, (status, message) -> meet(client, status.device(), message));
        client.onAny(message -> hear(client, Senders.of(message)));
        client.on("blueAlert", BlueAlert.class, (alert, message) -> {
            if (see(client, alert, message)) {
                onAlert.run();
            }
        });
    }

    private void meet(RealtimeClient client, DeviceInfo device, Message message) {
        boolean isNew = registry.register(Senders.of(message), device);
        if (isNew) {
            log.accept("meets " + Senders.of(message) + ": knows "
                    + registry.devices(Mode.CCTV).size() + " cameras and "
                    + registry.devices(Mode.MONITOR).size() + " other monitors: " + roll());
        }
        if (isNew && device.mode() == Mode.CCTV) {
            client.send("settings", WANTED);
        }
    }

    /** Whoever is not known, though it speaks, did not hear us register: it may have been there before us. */
    private void hear(RealtimeClient client, String sender) {
        registry.heard(sender);
        if (!registry.knows(sender)) {
            client.send("deviceRegister", info, SendOptions.volatileOnly());
        }
    }

    private String roll() {
        return registry.devices().stream()
                .map(device -> device.id() + " (" + SafeText.wire(device.info().location()) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Acknowledges every time, since an acknowledgement may have been lost; tells whether the alert is new. */
    private boolean see(RealtimeClient client, BlueAlert alert, Message message) {
        String alertId = String.valueOf(message.id());
        boolean isNew = history.add(alertId, alert);
        log.accept((isNew ? "sees" : "sees once more") + " a light of " + alert.intensity() + " at "
                + Senders.of(message) + ": alert " + alertId);
        client.send("alertAck", new AlertAck(alertId));
        return isNew;
    }

    /** What it has met and seen, for the last line. */
    String summary() {
        return "cameras=" + registry.devices(Mode.CCTV).size() + " alerts="
                + history.alerts().size();
    }
}
