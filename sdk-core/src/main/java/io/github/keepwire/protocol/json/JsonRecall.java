// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads frames of a server's history as if they had come over a link on which everything that is wanted was asked for. */
final class JsonRecall implements Protocol.Recall {
    private final EnvelopeReader reader;
    private final ScopeRoutes routes;

    JsonRecall(JsonDialect dialect, PayloadCodec codec, List<Scope> entered) {
        reader = new EnvelopeReader(codec, dialect.shape(), JsonLimits.NONE);
        routes = new ScopeRoutes(dialect.scopes(), dialect.counts());
        entered.forEach(routes::add);
    }

    @Override
    public @Nullable Message read(String frame) {
        try {
            return routes.routed(reader.read(frame), null);
        } catch (EnvelopeReader.MalformedException missing) {
            return null;
        }
    }
}
