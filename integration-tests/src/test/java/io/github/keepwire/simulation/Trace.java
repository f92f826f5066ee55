// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in one schedule, line by line, with the virtual time: equal traces mean equal runs. */
final class Trace {
    private final List<String> lines = new ArrayList<>();

    void add(long nanos, String line) {
        lines.add(nanos / 1_000 + "us " + line);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
