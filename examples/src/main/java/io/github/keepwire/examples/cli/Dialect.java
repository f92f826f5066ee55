// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.examples.echo.EchoProtocol;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The protocols that the command line speaks. */
public enum Dialect {
    /** The device envelope. */
    JSON,
    /** Topics, as device monitoring has them. */
    TOPICS,
    /** Channels, as the gesture and AI feed has them. */
    CHANNELS,
    /** Socket.IO 5: servers of Socket.IO 3 and 4. */
    SOCKETIO,
    /** No envelope at all. */
    ECHO;

    Protocol protocol() {
        return switch (this) {
            case JSON -> JsonDialect.deviceEnvelope();
            case TOPICS -> JsonDialect.topics();
            case CHANNELS -> JsonDialect.channels();
            case SOCKETIO -> SocketIo.defaults();
            case ECHO -> new EchoProtocol();
        };
    }

    boolean has(Protocol.Feature feature) {
        return protocol().features().contains(feature);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code --protocol}. */
    static final class Converter implements ITypeConverter<Dialect> {
        @Override
        public Dialect convert(String text) {
            return Arrays.stream(values())
                    .filter(dialect -> dialect.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there are "
                            + Arrays.stream(values()).map(Dialect::toString).collect(Collectors.joining(", "))));
        }
    }
}
