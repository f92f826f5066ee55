// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client asks to be let in: what its address tells, and where its token travels.
 *
 * @param query parameters of the address
 * @param place where the token travels
 * @param name the parameter or subprotocol that belongs to it; empty elsewhere
 * @param tokenFrame the frame that carries the token, or null if it does not travel in one
 * @param welcome what the server says when it has let us in, or null if it says nothing
 */
record Door(
        Map<String, String> query,
        Place place,
        String name,
        @Nullable Template tokenFrame,
        @Nullable Welcome welcome) {
    /** The type of the frame, and where it names the session. */
    record Welcome(String type, FramePath sessionId) {}

    /** Where a token travels. */
    enum Place {
        HEADER,
        QUERY,
        SUBPROTOCOL,
        MESSAGE
    }

    static final Door PLAIN = new Door(Collections.emptyMap(), Place.HEADER, "", null, null);

    Door query(String parameter, String value) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put(parameter, value);
        return new Door(Collections.unmodifiableMap(all), place, name, tokenFrame, welcome);
    }

    Door welcome(Welcome value) {
        return new Door(query, place, name, tokenFrame, value);
    }

    Door token(Place where, String parameter) {
        return new Door(query, where, parameter, null, welcome);
    }

    Door tokenIn(Template frame) {
        return new Door(query, Place.MESSAGE, "", frame, welcome);
    }

    LinkRequest prepare(Protocol.ConnectContext context) {
        LinkRequest request = context.request();
        QueryText text = new QueryText(request.uri());
        query.forEach((parameter, value) -> text.add(parameter, value(value, context.identity())));
        Token token = context.token();
        if (token != null && place == Place.QUERY) {
            text.add(name, token.reveal());
        }
        LinkRequest addressed = text.isChanged() ? request.toBuilder(text.uri()).build() : request;
        if (token == null && place == Place.MESSAGE) {
            throw new KeepwireException(
                    ErrorCode.AUTHENTICATION_REFUSED,
                    "this dialect shows a token in its first message: give the client one by builder.token(..)");
        }
        return token == null ? addressed : withToken(addressed, token.reveal());
    }

    private static String value(String value, Identity identity) {
        if (value.equals(Hole.SENDER.toString())) {
            return identity.id();
        }
        return value.equals(Hole.SENDER_NAME.toString()) ? identity.name() : value;
    }

    private LinkRequest withToken(LinkRequest request, String secret) {
        return switch (place) {
            case HEADER ->
                request.toBuilder().header("Authorization", "Bearer " + secret).build();
            case SUBPROTOCOL -> offering(request, secret);
            case QUERY, MESSAGE -> request;
        };
    }

    private LinkRequest offering(LinkRequest request, String secret) {
        List<String> offers = new ArrayList<>(request.subprotocols());
        if (!name.isEmpty()) {
            offers.add(name);
        }
        offers.add(secret);
        try {
            return request.toBuilder().subprotocols(offers).build();
        } catch (IllegalArgumentException e) { // it tells the token
            throw new KeepwireException(
                    ErrorCode.AUTHENTICATION_REFUSED, "the token has characters that a subprotocol cannot have");
        }
    }
}
