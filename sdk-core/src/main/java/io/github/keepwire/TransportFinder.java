// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the one transport on the class path or module path. */
final class TransportFinder {
    private TransportFinder() {}

    static Transport find() {
        List<Transport> found = new ArrayList<>();
        ServiceLoader.load(Transport.class, Transport.class.getClassLoader()).forEach(found::add);
        return only(found);
    }

    static Transport only(List<Transport> found) {
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = found.stream().map(Transport::name).collect(Collectors.joining(" and "));
        found.forEach(Transport::close);
        throw new KeepwireException(
                ErrorCode.NO_TRANSPORT,
                found.isEmpty()
                        ? "no transport found: add io.github.keepwire:keepwire-transport-jdk or"
                                + " io.github.keepwire:keepwire-transport-okhttp, or pass one to builder.transport(..)"
                        : "more than one transport found (" + names + "): keep one of the artifacts"
                                + " io.github.keepwire:keepwire-transport-jdk and"
                                + " io.github.keepwire:keepwire-transport-okhttp, or pass one to"
                                + " builder.transport(..)");
    }
}
