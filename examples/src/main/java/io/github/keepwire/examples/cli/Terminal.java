// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: results to one stream, status to the other, whole lines at a time, flushed at once; and where it reads
 * what a person types.
 *
 * <p>Safe for use by any thread.
 */
public final class Terminal {
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Wraps three streams.
     *
     * @param in what a person types, as UTF-8
     * @param out for results: what another program may read
     * @param err for status: what people read
     */
    public Terminal(InputStream in, PrintStream out, PrintStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
    }

    /**
     * Reads a line. Blocks until there is one.
     *
     * @return the line, or null at the end of the input
     * @throws InterruptedException if the command is to end
     */
    public @Nullable String read() throws InterruptedException {
        try {
            return in.readLine();
        } catch (InterruptedIOException e) {
            throw new InterruptedException("interrupted while reading");
        } catch (IOException e) {
            throw new UncheckedIOException("the input cannot be read", e);
        }
    }

    /**
     * Writes a line of results.
     *
     * @param text the line, without its end
     */
    public void line(String text) {
        write(out, text);
    }

    /**
     * Writes a line of status.
     *
     * @param text the line, without its end
     */
    public void status(String text) {
        write(err, text);
    }

    /**
     * Whether nobody reads the results any more, as behind {@code | head}.
     *
     * @return true once a write has failed
     */
    public boolean isDeaf() {
        return out.checkError();
    }

    private static void write(PrintStream stream, String text) {
        stream.print(text + "\n");
        stream.flush();
    }
}
