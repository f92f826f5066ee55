// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

/** What the command line tells whoever called it: the exit codes of its contract. */
public final class ExitCode {
    /** Everything that was asked for is done. */
    public static final int DONE = 0;
    /** A defect of the program itself. */
    public static final int DEFECT = 1;
    /** The command line makes no sense. */
    public static final int USAGE = 2;
    /** The connection could not be opened, or was lost. */
    public static final int NOT_CONNECTED = 3;
    /** The server refused who we are, or what we asked for. */
    public static final int REFUSED = 4;
    /** What was waited for did not come in time. */
    public static final int TIMED_OUT = 5;
    /** Not everything was delivered. */
    public static final int NOT_DELIVERED = 6;

    private ExitCode() {}
}
