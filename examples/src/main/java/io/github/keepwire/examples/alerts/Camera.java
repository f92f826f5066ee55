// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The side that sees: raises alerts, tells how it is, and follows the settings of its monitors.
 *
 * <p>What a device says on every connection is described before there is one ({@link #describe}); what it answers to is
 * listened for ({@link #listen}).
 */
final class Camera {
    private static final Duration STALE = Duration.ofMinutes(5);

    private final DeviceInfo info;
    private final String group;
    private final Consumer<String> log;
    private volatile Settings settings = Settings.DEFAULTS;
    private volatile @Nullable Instant lastDetection;

    Camera(DeviceInfo info, String group, Consumer<String> log) {
        this.info = info;
        this.group = group;
        this.log = log;
    }

    RealtimeClientBuilder describe(RealtimeClientBuilder builder, Duration heartbeat) {
        return builder.protocol(JsonDialect.deviceEnvelope().register(info).group(group))
                .heartbeat(Heartbeat.every(heartbeat).payload(this::health))
                .filter(MessageFilter.group(group)
                        .and(MessageFilter.types("deviceRegister", "settings", "alertAck"))
                        .and(MessageFilter.maxAge(STALE)));
    }

    /** Called on the client's loop: quick, and without waiting for anybody. */
    private HeartbeatStatus health() {
        Instant last = lastDetection;
        return new HeartbeatStatus("active", 0.78, 0.95, last == null ? null : last.toString());
    }

    void listen(RealtimeClient client) {
        client.on("settings", Settings.class, (wanted, message) -> follow(client, wanted));
        client.on("deviceRegister", DeviceInfo.class, (device, message) -> greet(client, device));
        client.on("alertAck", AlertAck.class, this::acknowledged);
    }

    private void follow(RealtimeClient client, Settings wanted) {
        settings = wanted;
        log.accept("follows the settings: alerts from " + wanted.sensitivity() + " on");
        tellStatus(client);
    }

    /** A monitor that comes later has missed our registration. */
    private void greet(RealtimeClient client, DeviceInfo device) {
        if (device.mode() == Mode.MONITOR) {
            tellStatus(client);
        }
    }

    private void acknowledged(AlertAck ack, Message message) {
        log.accept("knows that " + Senders.of(message) + " has seen alert " + ack.alertId());
    }

    private void tellStatus(RealtimeClient client) {
        client.send("deviceStatus", new DeviceStatus("active", info, settings));
    }

    /** Raises an alert, as far as the settings let it: null if it is not bright enough. */
    @Nullable
    Receipt raise(RealtimeClient client, BlueAlert alert, SendOptions promise) {
        lastDetection = Instant.now();
        return alert.intensity() < settings.sensitivity() ? null : client.send("blueAlert", alert, promise);
    }
}
