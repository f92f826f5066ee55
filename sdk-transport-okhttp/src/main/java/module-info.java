// SPDX-License-Identifier: Apache-2.0
/**
 * Carries Keepwire over OkHttp 5, for Android and wherever OkHttp already is.
 *
 * @provides io.github.keepwire.transport.Transport found by {@link java.util.ServiceLoader}
 */
module io.github.keepwire.transport.okhttp {
    requires transitive io.github.keepwire.core;
    requires kotlin.stdlib;
    requires okhttp3;
    requires okio;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.keepwire.transport.okhttp;

    provides io.github.keepwire.transport.Transport with
            io.github.keepwire.transport.okhttp.OkHttpTransport;
}
