// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.IOException;

/** An HTTP proxy did not open a tunnel. Never leaves the package. */
final class TunnelRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final String proxy;
    private final int status;

    TunnelRefused(String proxy, int status) {
        super("the proxy answered with status " + status);
        this.proxy = proxy;
        this.status = status;
    }

    /** Host and port. */
    String proxy() {
        return proxy;
    }

    int status() {
        return status;
    }
}
