// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the holes of one frame. */
final class Blanks implements Template.Filler {
    private final Identity identity;
    private final Instant now;
    private List<String> names = Collections.emptyList();
    private @Nullable Token token;

    Blanks(Identity identity, Instant now) {
        this.identity = identity;
        this.now = now;
    }

    /** The same with the channels or the room that the frame is about. */
    Blanks about(List<String> value) {
        names = value;
        return this;
    }

    Blanks with(Token value) {
        token = value;
        return this;
    }

    @Override
    public Object value(Hole hole) {
        return switch (hole) {
            case CHANNELS -> names;
            case CHANNEL, ROOM -> names.get(0);
            case SENDER -> identity.id();
            case SENDER_NAME -> identity.name();
            case NOW -> iso();
            case NOW_MILLIS -> now.toEpochMilli();
            case TOKEN -> token == null ? "" : token.reveal();
        };
    }

    private String iso() {
        StringBuilder out = new StringBuilder();
        IsoText.append(out, now);
        return out.toString();
    }
}
