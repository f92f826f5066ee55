// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.time.Duration;
import java.util.Locale;

/** What a process still holds of what clients have used: threads, and descriptors where the system tells. */
record Residue(long threads, long descriptors) {
    private static final File DESCRIPTORS = new File("/proc/self/fd");
    private static final int SLACK = 2;

    static Residue now() {
        String[] open = DESCRIPTORS.list();
        return new Residue(clientThreads(), open == null ? 0 : open.length);
    }

    /** Threads of ours, of the JDK's HTTP client and of OkHttp. */
    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("keepwire-") || name.contains("httpclient") || name.contains("okhttp"))
                .count();
    }

    /**
     * Waits until no more is held than was then. Before Java 21 the JDK's HTTP client ends its selector when the garbage
     * collector finds it unused, so that is asked to look.
     */
    void awaitReturn() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            Residue now = now();
            assertThat(now.threads).as("threads of clients").isLessThanOrEqualTo(threads);
            assertThat(now.descriptors).as("descriptors").isLessThanOrEqualTo(descriptors + SLACK);
        });
    }

    /** Waits until no thread of ours is alive: those that serve clients end after two idle seconds. */
    static void awaitNoThreadOfOurs() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("keepwire-")));
    }
}
