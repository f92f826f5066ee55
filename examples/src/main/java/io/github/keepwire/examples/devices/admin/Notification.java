// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell people: all who subscribed to notifications, or one user.
 *
 * <pre>{@code
 * Notification.of("Maintenance", "tonight at ten").severity("low").about("phone_7").to("alice")
 * }</pre>
 *
 * @param title what it is about
 * @param message what it says
 * @param type what kind of notification; null for the server's choice
 * @param severity how important; null for the server's choice
 * @param deviceId which device it concerns, or null
 * @param userId who alone shall see it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
        String title,
        String message,
        @Nullable String type,
        @Nullable String severity,
        @JsonProperty("device_id") @Nullable String deviceId,
        @JsonProperty("user_id") @Nullable String userId) {
    /**
     * A notification to all who subscribed to them.
     *
     * @param title what it is about
     * @param message what it says
     * @return the notification
     */
    public static Notification of(String title, String message) {
        return new Notification(title, message, null, null, null, null);
    }

    /**
     * The same of another kind.
     *
     * @param value such as {@code security}
     * @return a new notification
     */
    public Notification type(String value) {
        return new Notification(title, message, value, severity, deviceId, userId);
    }

    /**
     * The same, more or less important.
     *
     * @param value such as {@code high}
     * @return a new notification
     */
    public Notification severity(String value) {
        return new Notification(title, message, type, value, deviceId, userId);
    }

    /**
     * The same, about a device.
     *
     * @param device which
     * @return a new notification
     */
    public Notification about(String device) {
        return new Notification(title, message, type, severity, device, userId);
    }

    /**
     * The same, to one user alone.
     *
     * @param user who
     * @return a new notification
     */
    public Notification to(String user) {
        return new Notification(title, message, type, severity, deviceId, user);
    }
}
