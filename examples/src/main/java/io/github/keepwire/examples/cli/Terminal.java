// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.io.PrintStream;

/**
 * Where a command writes: results to one stream, status to the other, whole lines at a time, flushed at once.
 *
 * <p>Safe for use by any thread.
 */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Wraps two streams.
     *
     * @param out for results: what another program may read
     * @param err for status: what people read
     */
    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
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
