// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.function.Function;

/** The transports that every fault is tried on. */
enum Platform {
    JDK(JdkTransport::new),
    OKHTTP(OkHttpTransport::new);

    private final Function<Transport.Settings, Transport> maker;

    Platform(Function<Transport.Settings, Transport> maker) {
        this.maker = maker;
    }

    /** A new transport; whoever asks closes it. */
    Transport transport(Transport.Settings settings) {
        return maker.apply(settings);
    }
}
