// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Message;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** On which topics the messages of a device-monitoring server come: its frames do not name them. */
final class TopicTable {
    private static final String DEVICE_ID = "device_id";

    private TopicTable() {}

    static List<String> topicsOf(Message message) {
        return switch (message.type()) {
            case "device_status" -> andDevice("device_status", message);
            case "security_alert" -> andDevice("security", message);
            case "live_metrics" -> ofDevice("metrics_", message);
            case "device_action" -> ofDevice("device_", message);
            case "notification" -> Collections.singletonList("notifications");
            case "performance_data" -> Collections.singletonList("performance");
            case "analytics_update" -> Collections.singletonList("analytics");
            default -> Collections.emptyList();
        };
    }

    private static List<String> andDevice(String topic, Message message) {
        String device = message.payload().field(DEVICE_ID);
        return device == null ? Collections.singletonList(topic) : Arrays.asList(topic, "device_" + device);
    }

    private static List<String> ofDevice(String prefix, Message message) {
        String device = message.payload().field(DEVICE_ID);
        return device == null ? Collections.emptyList() : Collections.singletonList(prefix + device);
    }
}
