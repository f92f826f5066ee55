// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keepwire.RealtimeClient;
import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Scope;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads options into values that make sense. What they complain about never repeats what may be secret. */
public final class Converters {
    private Converters() {}

    /** A server's address, by the rules of the library. */
    public static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(webSocket(text));
                RealtimeClient.builder(uri);
                return uri;
            } catch (URISyntaxException e) {
                throw new TypeConversionException("not an address such as ws://localhost:8080/path");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Socket.IO's servers are named by the address of their pages: the same place, by WebSocket. */
    private static String webSocket(String text) {
        return text.matches("(?i)https?://.*") ? "ws" + text.substring("http".length()) : text;
    }

    /** A token that may travel in a header. */
    public static final class Secret implements ITypeConverter<Token> {
        @Override
        public Token convert(String text) {
            try {
                return Token.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A positive number of seconds, fractions allowed. */
    public static final class Seconds implements ITypeConverter<Duration> {
        private static final double MOST = 1e6;

        @Override
        public Duration convert(String text) {
            double seconds = number(text, "a number of seconds");
            Duration duration = Duration.ofMillis((long) (Math.min(seconds, MOST) * 1000));
            if (duration.isZero() || seconds > MOST) {
                throw new TypeConversionException("must be between 0.001 and 1000000 seconds");
            }
            return duration;
        }
    }

    /** How often, as {@code N/s}, into the time between two. */
    public static final class Rate implements ITypeConverter<Duration> {
        private static final double NANOS = 1e9;

        @Override
        public Duration convert(String text) {
            String wanted = "a rate such as 10/s";
            if (!text.endsWith("/s")) {
                throw new TypeConversionException("not " + wanted);
            }
            double perSecond = number(text.substring(0, text.length() - 2), wanted);
            if (perSecond < 0.001 || perSecond > 1e6) {
                throw new TypeConversionException("must be between 0.001/s and 1000000/s");
            }
            return Duration.ofNanos((long) (NANOS / perSecond));
        }
    }

    /** How many: one or more. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int count = Integer.parseInt(text);
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // told below, as for zero
            }
            throw new TypeConversionException("must be a whole number from 1 to " + Integer.MAX_VALUE);
        }
    }

    /** One JSON value. */
    public static final class Json implements ITypeConverter<JsonNode> {
        @Override
        public JsonNode convert(String text) {
            try {
                return JsonText.read(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The name of a channel. */
    public static final class Channel implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String text) {
            return scope(Scope::channel, text);
        }
    }

    /** The name of a room. */
    public static final class Room implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String text) {
            return scope(Scope::room, text);
        }
    }

    private static Scope scope(Function<String, Scope> kind, String name) {
        try {
            return kind.apply(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static double number(String text, String wanted) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not " + wanted);
        }
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new TypeConversionException("must be positive");
        }
        return number;
    }
}
