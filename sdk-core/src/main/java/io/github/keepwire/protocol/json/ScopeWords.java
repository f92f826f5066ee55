// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Message;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect says about channels and rooms.
 *
 * @param channels how channels are entered and left
 * @param rooms how rooms are
 * @param channelsOf the channels that a message comes on, or null if the dialect does not tell
 * @param initiallyOn the channels that are on before anybody subscribes
 * @param roomField the field of payloads that names a room, or null
 * @param created tells that a room was created, or null
 * @param oneRoom whether a server moves us from room to room: the one entered last is the group
 */
record ScopeWords(
        Wording channels,
        Wording rooms,
        @Nullable Function<Message, List<String>> channelsOf,
        Set<String> initiallyOn,
        @Nullable String roomField,
        Wording.@Nullable Reply created,
        boolean oneRoom) {}
