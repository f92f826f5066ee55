// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.Optional;
import java.util.stream.Collectors;

/** A received message as one line. */
enum EventLine {
    /** For people: type, channel, room, sender, payload. */
    PLAIN {
        @Override
        String of(Message message) {
            String sender = message.sender() == null
                    ? ""
                    : " from " + SafeText.wire(message.sender().id());
            String channel = where(message, Scope.Kind.CHANNEL)
                    .map(name -> " on " + SafeText.wire(name))
                    .orElse("");
            String room = where(message, Scope.Kind.ROOM)
                    .map(name -> " in " + SafeText.wire(name))
                    .orElse("");
            return SafeText.wire(message.type()) + channel + room + sender + " " + JsonText.oneLine(carried(message));
        }
    },

    /** For programs: one JSON object, without the fields that the message has no value for. */
    JSON {
        @Override
        String of(Message message) {
            StringBuilder line = new StringBuilder("{\"event\":").append(JsonText.quoted(message.type()));
            where(message, Scope.Kind.CHANNEL)
                    .ifPresent(name -> line.append(",\"channel\":").append(JsonText.quoted(name)));
            where(message, Scope.Kind.ROOM)
                    .ifPresent(name -> line.append(",\"room\":").append(JsonText.quoted(name)));
            if (message.payload() != Payload.empty()) {
                line.append(",\"payload\":").append(BinaryText.of(message.payload()));
            }
            if (message.arguments().size() > 1) {
                line.append(",\"args\":").append(list(message));
            }
            if (message.id() != null) {
                line.append(",\"id\":").append(JsonText.quoted(message.id()));
            }
            return JsonText.oneLine(line.append('}').toString());
        }
    };

    abstract String of(Message message);

    private static String carried(Message message) {
        return message.arguments().size() > 1 ? list(message) : BinaryText.of(message.payload());
    }

    private static String list(Message message) {
        return message.arguments().stream().map(BinaryText::of).collect(Collectors.joining(",", "[", "]"));
    }

    /** The one that it came on, and the first where it came on several. */
    private static Optional<String> where(Message message, Scope.Kind kind) {
        return message.scopes().stream()
                .filter(scope -> scope.kind() == kind)
                .map(Scope::name)
                .findFirst();
    }
}
