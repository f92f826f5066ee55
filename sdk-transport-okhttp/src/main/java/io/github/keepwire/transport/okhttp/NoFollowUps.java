// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides a refusing status from OkHttp, which would act on some of them by itself: it asks again after a 503 with {@code
 * Retry-After: 0}, fails the call on a 407 that no proxy sent, and throws on a {@code Retry-After} that is no int. What
 * to do about a refusal is the client's decision.
 */
final class NoFollowUps implements Interceptor {
    /** The header that carries the status past OkHttp, and never leaves the package. */
    static final String TRUE_STATUS = "Keepwire-Status";

    private static final int HARMLESS = 299;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.code() < HARMLESS) {
            return response;
        }
        return response.newBuilder()
                .header(TRUE_STATUS, Integer.toString(response.code()))
                .code(HARMLESS)
                .build();
    }

    /** The status that the server sent. */
    static int status(Response response) {
        String hidden = response.code() == HARMLESS ? response.header(TRUE_STATUS) : null;
        return hidden == null ? response.code() : Integer.parseInt(hidden);
    }
}
