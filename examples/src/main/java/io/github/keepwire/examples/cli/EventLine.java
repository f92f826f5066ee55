// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;

/** A received message as one line. */
enum EventLine {
    /** For people: type, sender, payload. */
    PLAIN {
        @Override
        String of(Message message) {
            String sender = message.sender() == null
                    ? ""
                    : " from " + SafeText.wire(message.sender().id());
            return SafeText.wire(message.type()) + sender + " "
                    + JsonText.oneLine(message.payload().json());
        }
    },

    /** For programs: one JSON object, without the fields that the message has no value for. */
    JSON {
        @Override
        String of(Message message) {
            StringBuilder line = new StringBuilder("{\"event\":").append(JsonText.quoted(message.type()));
            if (message.payload() != Payload.empty()) {
                line.append(",\"payload\":").append(message.payload().json());
            }
            if (message.id() != null) {
                line.append(",\"id\":").append(JsonText.quoted(message.id()));
            }
            return JsonText.oneLine(line.append('}').toString());
        }
    };

    abstract String of(Message message);
}
