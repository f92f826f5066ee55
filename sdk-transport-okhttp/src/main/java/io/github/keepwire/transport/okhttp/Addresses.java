// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Addresses as OkHttp wants them: ws is http, wss is https. */
final class Addresses {
    private Addresses() {}

    /** The address with an HTTP scheme, or null if OkHttp cannot use it. */
    static @Nullable HttpUrl http(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("wss") || scheme.equals("https");
        String rest = uri.toString().substring(scheme.length());
        return HttpUrl.parse((secure ? "https" : "http") + rest);
    }
}
