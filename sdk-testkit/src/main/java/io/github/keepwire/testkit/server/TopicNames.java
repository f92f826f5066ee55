// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names of topics and channels that a server takes from its clients: bounded, so that none can fill it up. */
final class TopicNames {
    static final int MOST = 1_000;
    private static final int LONGEST = 256;

    private TopicNames() {}

    static boolean isValid(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().noneMatch(Character::isISOControl);
    }

    static Optional<String> one(JsonNode name) {
        return name.isTextual() ? Optional.of(name.textValue()).filter(TopicNames::isValid) : Optional.empty();
    }

    /** Empty unless it is a list of at least one, all of them valid. */
    static Optional<List<String>> several(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> one(name).ifPresent(all::add));
        boolean valid = names.isArray() && !all.isEmpty() && all.size() == names.size() && all.size() <= MOST;
        return valid ? Optional.of(all) : Optional.empty();
    }

    /** Whether a peer has room for more. */
    static boolean hasRoom(Peer peer, int more) {
        return peer.groups().size() + more <= MOST;
    }
}
