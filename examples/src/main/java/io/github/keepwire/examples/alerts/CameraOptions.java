// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.Converters;
import io.github.keepwire.examples.cli.Names;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Who a camera is, and what it raises. */
final class CameraOptions {
    @Option(names = "--device", paramLabel = "ID", description = "its device id; a new one by default")
    private String device = Names.unique("cctv");

    @Option(names = "--location", paramLabel = "L", description = "where it looks; living_room by default")
    private String location = "living_room";

    @Option(names = "--group", paramLabel = "G", description = "the group it belongs to; home by default")
    private String group = "home";

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "how many alerts it raises; 3 by default")
    private int count = 3;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = Converters.Rate.class,
            description = "at most so many in a second; 2/s by default")
    private Duration gap = Duration.ofMillis(500);

    @Option(
            names = "--heartbeat",
            paramLabel = "S",
            converter = Converters.Seconds.class,
            description = "seconds between two heartbeats; 30 by default")
    private Duration heartbeat = Duration.ofSeconds(30);

    String device() {
        return device;
    }

    String location() {
        return location;
    }

    String group() {
        return group;
    }

    int count() {
        return count;
    }

    Duration gap() {
        return gap;
    }

    Duration heartbeat() {
        return heartbeat;
    }
}
