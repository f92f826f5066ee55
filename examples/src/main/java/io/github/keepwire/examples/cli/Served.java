// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The protocols that {@code serve} speaks. */
enum Served {
    /** The device envelope. */
    JSON,
    /** Topics, with an HTTP side. */
    TOPICS,
    /** Channels, with an HTTP side. */
    CHANNELS,
    /** Socket.IO 5, by WebSocket only. */
    SOCKETIO,
    /** No envelope at all. */
    ECHO;

    boolean hasHttp() {
        return this == TOPICS || this == CHANNELS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code --protocol}. */
    static final class Converter implements ITypeConverter<Served> {
        @Override
        public Served convert(String text) {
            return Arrays.stream(values())
                    .filter(served -> served.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there are "
                            + Arrays.stream(values()).map(Served::toString).collect(Collectors.joining(", "))));
        }
    }
}
