// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Socket;

/**
 * Shows a handshake its socket as soon as there is one. A call that is cancelled in that instant fails without its
 * response, and OkHttp, which closes the response then, leaves the socket's streams open.
 */
final class UpgradedSockets implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Handshake handshake = chain.request().tag(Handshake.class);
        Socket socket = response.socket();
        if (handshake != null && socket != null) {
            handshake.upgraded(socket);
        }
        return response;
    }
}
