// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The transports on board. An application has one and need not choose; this program has both. */
public enum TransportChoice {
    /** The WebSocket client of the JDK. */
    JDK,
    /** OkHttp. */
    OKHTTP;

    /**
     * Makes a transport.
     *
     * @return a transport that its caller closes
     */
    public Transport open() {
        return switch (this) {
            case JDK -> new JdkTransport();
            case OKHTTP -> new OkHttpTransport();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code --transport}. */
    public static final class Converter implements ITypeConverter<TransportChoice> {
        @Override
        public TransportChoice convert(String text) {
            return Arrays.stream(values())
                    .filter(choice -> choice.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there are "
                            + Arrays.stream(values())
                                    .map(TransportChoice::toString)
                                    .collect(Collectors.joining(" and "))));
        }
    }
}
