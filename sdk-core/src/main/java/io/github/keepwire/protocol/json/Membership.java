// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What a client tells about itself, and where it belongs.
 *
 * @param registrationType the type of the registration
 * @param registration what it carries, or null for none
 * @param group the room that every session joins, or null for none
 * @param roomPrefix what stands before the names of rooms on the wire
 */
record Membership(
        String registrationType,
        @Nullable Payload registration,
        @Nullable String group,
        String roomPrefix) {
    static final Membership NONE = new Membership("register", null, null, "");

    Membership type(String value) {
        return new Membership(value, registration, group, roomPrefix);
    }

    Membership registration(Payload value) {
        return new Membership(registrationType, value, group, roomPrefix);
    }

    Membership group(String value) {
        return new Membership(registrationType, registration, value, roomPrefix);
    }

    Membership roomPrefix(String value) {
        return new Membership(registrationType, registration, group, value);
    }
}
