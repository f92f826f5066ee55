// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP request. Immutable; its {@code toString} leaves out headers, query and body. */
public final class HttpCall {
    /** How long the whole exchange may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    /** The largest reply that is read, in bytes: 1 MiB; a larger one fails the exchange. */
    public static final int MAX_REPLY_BYTES = 1 << 20;

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final @Nullable String body;
    private final Duration timeout;

    private HttpCall(String method, URI uri, Map<String, String> headers, @Nullable String body, Duration timeout) {
        this.method = method;
        this.uri = uri;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.timeout = timeout;
    }

    /**
     * Asks for a resource.
     *
     * @param uri an {@code http} or {@code https} address
     * @return a GET without headers, allowed 10 s
     * @throws IllegalArgumentException if the address is not one
     */
    public static HttpCall get(URI uri) {
        return new HttpCall("GET", checked(uri), new LinkedHashMap<>(), null, DEFAULT_TIMEOUT);
    }

    /**
     * Sends something to a resource.
     *
     * @param uri an {@code http} or {@code https} address
     * @param contentType the media type of the body
     * @param body what to send, as UTF-8
     * @return a POST with a content type, allowed 10 s
     * @throws IllegalArgumentException if the address is not one
     */
    public static HttpCall post(URI uri, String contentType, String body) {
        return new HttpCall("POST", checked(uri), new LinkedHashMap<>(), requireNonNull(body, "body"), DEFAULT_TIMEOUT)
                .withHeader("Content-Type", contentType);
    }

    private static URI checked(URI uri) {
        String scheme = requireNonNull(uri, "uri").getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("uri must begin with http:// or https:// and name a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("uri must not hold user info: pass credentials as a header");
        }
        return uri;
    }

    /**
     * The same call with one more header; one of the same name is replaced.
     *
     * @param name an HTTP token
     * @param value printable ASCII
     * @return a new call
     */
    public HttpCall withHeader(String name, String value) {
        HeaderRules.check(name, value);
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new HttpCall(method, uri, more, body, timeout);
    }

    /**
     * The same call with another deadline.
     *
     * @param value how long the whole exchange may take; positive
     * @return a new call
     */
    public HttpCall withTimeout(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive: " + value);
        }
        return new HttpCall(method, uri, headers, body, value);
    }

    /**
     * The HTTP method.
     *
     * @return {@code GET} or {@code POST}
     */
    public String method() {
        return method;
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
     * What is sent along.
     *
     * @return names and values in order; may be secret
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * What is sent.
     *
     * @return the body, or null for a GET
     */
    public @Nullable String body() {
        return body;
    }

    /**
     * How long the whole exchange may take.
     *
     * @return a positive duration
     */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public String toString() {
        return method + " " + SafeText.uri(uri);
    }

    /**
     * The answer to an {@link HttpCall}. Immutable; its {@code toString} tells the status only.
     *
     * @param status the HTTP status
     * @param headers names (in any case) and values; several values of one name are joined by a comma
     * @param body the body, read as UTF-8; empty if there was none
     */
    public record Reply(int status, Map<String, String> headers, String body) {
        /** Copies the headers, so that they are found whatever the case of their name. */
        public Reply {
            Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(headers);
            headers = Collections.unmodifiableMap(copy);
        }

        /**
         * One header.
         *
         * @param name its name, in any case
         * @return its value, or empty if the server did not send it
         */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public String toString() {
            return "HTTP status " + status;
        }
    }
}
