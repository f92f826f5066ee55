// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the system's programs. */
final class Shell {
    private Shell() {}

    /**
     * Runs one to its end.
     *
     * @throws IOException if there is no such program, or it ended with anything but 0: the message is what it said
     */
    static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        }
    }

    static void run(String... command) throws IOException {
        run(List.of(command));
    }
}
