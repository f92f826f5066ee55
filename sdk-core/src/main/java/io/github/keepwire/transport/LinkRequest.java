// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where to open a link, and how. Immutable; its {@code toString} leaves out headers, query and everything secret.
 *
 * <pre>{@code
 * LinkRequest request = LinkRequest.builder(URI.create("wss://example.com/ws"))
 *         .header("Authorization", "Bearer " + token)
 *         .build();
 * }</pre>
 */
public final class LinkRequest {
    /** How long the handshake may take: address, TCP, TLS and HTTP upgrade together. */
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    /** How long the platform may take to accept one write. */
    public static final Duration DEFAULT_WRITE_TIMEOUT = Duration.ofSeconds(10);
    /** How long the peer may take to answer a close frame. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** The largest message accepted from the peer, in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;

    private final URI uri;
    private final Map<String, String> headers;
    private final List<String> subprotocols;
    private final Duration handshakeTimeout;
    private final Duration writeTimeout;
    private final Duration closeTimeout;
    private final int maxMessageBytes;

    private LinkRequest(Builder builder) {
        uri = builder.uri;
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
        subprotocols = Collections.unmodifiableList(new ArrayList<>(builder.subprotocols));
        handshakeTimeout = builder.handshakeTimeout;
        writeTimeout = builder.writeTimeout;
        closeTimeout = builder.closeTimeout;
        maxMessageBytes = builder.maxMessageBytes;
    }

    /**
     * Starts a request with the defaults.
     *
     * @param uri a {@code ws} or {@code wss} address with a host, without user info and fragment
     * @return a new builder
     * @throws IllegalArgumentException if the address is none of that; the message does not repeat what may be secret
     */
    public static Builder builder(URI uri) {
        return new Builder(checked(uri));
    }

    private static URI checked(URI uri) {
        String scheme = requireNonNull(uri, "uri").getScheme();
        if (!"ws".equalsIgnoreCase(scheme) && !"wss".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("uri must begin with ws:// or wss://, not " + SafeText.wire(scheme));
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("uri must name a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("uri must not hold user info (host " + SafeText.hostAndPort(uri)
                    + "): pass credentials as a token or a header");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("uri must not have a fragment: " + SafeText.uri(uri));
        }
        return uri;
    }

    /**
     * Starts a request from the values of this one.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return toBuilder(uri);
    }

    /**
     * Starts a request from the values of this one, to another address.
     *
     * @param other a {@code ws} or {@code wss} address with a host, without user info and fragment
     * @return a new builder
     * @throws IllegalArgumentException if the address is not like that
     */
    public Builder toBuilder(URI other) {
        Builder copy = new Builder(checked(other))
                .subprotocols(subprotocols)
                .handshakeTimeout(handshakeTimeout)
                .writeTimeout(writeTimeout)
                .closeTimeout(closeTimeout)
                .maxMessageBytes(maxMessageBytes);
        headers.forEach(copy::header);
        return copy;
    }

    /**
     * Where to.
     *
     * @return the address, query included
     */
    public URI uri() {
        return uri;
    }

    /**
     * What is sent with the handshake.
     *
     * @return names and values in order; may be secret
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The subprotocols offered to the server (RFC 6455, section 1.9).
     *
     * @return names, the preferred one first; empty if none
     */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /**
     * How long the whole handshake may take.
     *
     * @return a positive duration; 10 s by default
     */
    public Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    /**
     * How long the platform may take to accept one write.
     *
     * @return a positive duration; 10 s by default
     */
    public Duration writeTimeout() {
        return writeTimeout;
    }

    /**
     * How long the peer may take to answer a close frame.
     *
     * @return a positive duration; 2 s by default
     */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /**
     * The largest message accepted from the peer.
     *
     * @return bytes; 1 MiB by default
     */
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public String toString() {
        return "link request to " + SafeText.uri(uri);
    }

    /** Builds a {@link LinkRequest}. Not safe for use by several threads at once. */
    public static final class Builder {
        private final URI uri;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> subprotocols = new ArrayList<>();
        private Duration handshakeTimeout = DEFAULT_HANDSHAKE_TIMEOUT;
        private Duration writeTimeout = DEFAULT_WRITE_TIMEOUT;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private int maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES;

        private Builder(URI uri) {
            this.uri = uri;
        }

        /**
         * Sets a header of the handshake; one of the same name is replaced.
         *
         * @param name its name: an HTTP token that is not one of the handshake's own
         * @param value its value: printable ASCII
         * @return this builder
         * @throws IllegalArgumentException if either is not; the message never holds the value
         */
        public Builder header(String name, String value) {
            HeaderRules.check(name, value);
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
            return this;
        }

        /**
         * Offers subprotocols, the preferred one first.
         *
         * @param names HTTP tokens
         * @return this builder
         */
        public Builder subprotocols(List<String> names) {
            names.forEach(HeaderRules::checkToken);
            subprotocols.clear();
            subprotocols.addAll(names);
            return this;
        }

        /**
         * Sets how long the whole handshake may take.
         *
         * @param value a positive duration
         * @return this builder
         */
        public Builder handshakeTimeout(Duration value) {
            handshakeTimeout = positive("handshakeTimeout", value);
            return this;
        }

        /**
         * Sets how long the platform may take to accept one write.
         *
         * @param value a positive duration
         * @return this builder
         */
        public Builder writeTimeout(Duration value) {
            writeTimeout = positive("writeTimeout", value);
            return this;
        }

        /**
         * Sets how long the peer may take to answer a close frame.
         *
         * @param value a positive duration
         * @return this builder
         */
        public Builder closeTimeout(Duration value) {
            closeTimeout = positive("closeTimeout", value);
            return this;
        }

        /**
         * Sets the largest message accepted from the peer.
         *
         * @param bytes a positive number of bytes
         * @return this builder
         */
        public Builder maxMessageBytes(int bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("maxMessageBytes must be positive: " + bytes);
            }
            maxMessageBytes = bytes;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         */
        public LinkRequest build() {
            return new LinkRequest(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + " must be positive: " + value);
            }
            return value;
        }
    }
}
