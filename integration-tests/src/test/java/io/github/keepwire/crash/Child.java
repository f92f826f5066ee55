// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of these tests in a process of its own. */
public final class Child {
    private final List<String> command = new ArrayList<>();

    private Child(List<String> options, Class<?> program) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    }

    /**
     * A program.
     *
     * @param program its class, with a main method
     * @param options for the virtual machine
     * @return the program, not started
     */
    public static Child of(Class<?> program, String... options) {
        return new Child(List.of(options), program);
    }

    /**
     * Starts it.
     *
     * @param errors where its stderr goes
     * @param arguments for its main method
     * @return the process
     * @throws IOException if there is none
     */
    public Process start(Path errors, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectError(errors.toFile()).start();
    }
}
