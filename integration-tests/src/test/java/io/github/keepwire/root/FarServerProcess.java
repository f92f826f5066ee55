// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@link FarServer} that runs on the far side, and what one asks it. For one thread. */
final class FarServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final URI url;

    private FarServerProcess(Process process, String address) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        url = URI.create("ws://" + address + ":" + answer() + "/");
    }

    static FarServerProcess start(FarSide side) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        List<String> command =
                List.of(java, "-cp", System.getProperty("java.class.path"), FarServer.class.getName(), side.address());
        Process process = new ProcessBuilder(side.command(command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new FarServerProcess(process, side.address());
    }

    URI url() {
        return url;
    }

    /** The ids of the orders that have come and begin so, in the order in which they came, with repeats. */
    List<String> arrived(String prefix) throws IOException {
        questions.newLine();
        questions.flush();
        List<String> ids = new ArrayList<>();
        for (String id = answer(); !id.isEmpty(); id = answer()) {
            if (id.startsWith(prefix)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("the far server has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
