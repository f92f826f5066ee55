// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.examples.cli.Goal;
import io.github.keepwire.message.Message;
import java.util.function.Consumer;

/** The side that looks: subscribes to all that concerns a device, and tells what it hears. */
final class Watcher {
    private final String device;
    private final Consumer<String> log;
    private final Goal metrics;
    private final Goal events;

    /** Metrics come on and on, events when somebody does something: each has a goal of its own. */
    Watcher(String device, Consumer<String> log, Goal metrics, Goal events) {
        this.device = device;
        this.log = log;
        this.metrics = metrics;
        this.events = events;
    }

    void subscribe(RealtimeClient client) {
        client.subscribe(Topics.metrics(device), LiveMetrics.class, (live, message) -> see(live));
        client.subscribe(Topics.NOTIFICATIONS, Notice.class, (notice, message) -> {
            tell("is notified: " + notice.title() + ": " + notice.message());
        });
        client.subscribe(Topics.SECURITY, SecurityAlert.class, (alert, message) -> {
            tell("is alarmed (" + alert.severity() + "): " + alert.message() + " on " + alert.deviceId());
        });
        client.subscribe(Topics.device(device), this::follow);
    }

    private void see(LiveMetrics live) {
        LiveMetrics.Metrics now = live.metrics();
        log.accept("sees " + SafeText.wire(live.deviceId()) + ": " + now.cpu() + " % busy, " + now.memory()
                + " % full, " + now.battery() + " % charged");
        metrics.count();
    }

    /** A topic of a device carries messages of several types: alerts as well, which are heard as such already. */
    private void follow(Message message) {
        if (message.type().equals("device_action")) {
            DeviceAction action = message.payload().as(DeviceAction.class);
            tell("hears that the " + action.action() + " of " + action.deviceId() + " is " + action.status());
        }
    }

    private void tell(String what) {
        log.accept(SafeText.wire(what));
        events.count();
    }

    /** What it has heard, for the last line. */
    String summary() {
        return "metrics=" + metrics.seen() + " events=" + events.seen();
    }
}
