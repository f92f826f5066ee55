// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what is of no more use: that it was broken already is no news. */
final class Quietly {
    private static final Logger LOG = LoggerFactory.getLogger(OkHttpTransport.class);

    private Quietly() {}

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | RuntimeException e) {
            LOG.trace("closing failed: {}", e.getClass().getName());
        }
    }
}
