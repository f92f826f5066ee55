// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** One run of the command line on a thread of its own, with what it writes; closing it stops it. */
public final class CommandRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final PipedInputStream input = new PipedInputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    private CommandRun(String... args) {
        try {
            keyboard.connect(input);
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe cannot be connected", e);
        }
        thread = new Thread(() -> run(args), "keepwire " + String.join(" ", args));
    }

    /** Starts a command. */
    public static CommandRun start(String... args) {
        CommandRun run = new CommandRun(args);
        run.thread.start();
        return run;
    }

    /** Runs a command to its end. */
    public static CommandRun finish(String... args) {
        CommandRun run = start(args);
        run.exitCode();
        return run;
    }

    private void run(String... args) {
        try {
            exit.complete(Keepwire.run(args, input, stream(out), stream(err)));
        } catch (Throwable t) {
            exit.completeExceptionally(t);
            throw t;
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Types a line. */
    public CommandRun type(String line) {
        try {
            keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("nobody reads what is typed", e);
        }
        return this;
    }

    /** Types nothing more. */
    public CommandRun endInput() {
        try {
            keyboard.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the input cannot be ended", e);
        }
        return this;
    }

    /** Waits for the end. */
    public int exitCode() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(exit).as(err()).isDone());
        return exit.join();
    }

    /** The complete lines on stdout so far. */
    public List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What is on stderr so far. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The last line on stdout. */
    public String lastLine() {
        return lines().get(lines().size() - 1);
    }

    /** Waits for a line on stdout. */
    public String awaitLine(Predicate<String> wanted) {
        return await().atMost(PATIENCE)
                .until(() -> lines().stream().filter(wanted).findFirst().orElse(""), line -> !line.isEmpty());
    }

    /** Waits for the line on stderr that says that it is connected. */
    public CommandRun awaitReady() {
        return awaitStatus("READY");
    }

    /** Waits for a line on stderr. */
    public CommandRun awaitStatus(String line) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(err().lines()).contains(line));
        return this;
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it as Ctrl-C would, and waits for that. */
    public void stop() {
        thread.interrupt();
        exitCode();
    }
}
