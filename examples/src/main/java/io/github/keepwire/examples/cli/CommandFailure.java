// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.error.KeepwireException;

/** A command ends early: an exit code, and one line for people that holds no secret. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * Ends a command.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message what went wrong and what to do, on one line
     */
    public CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /**
     * Ends a command for what Keepwire says about a connection.
     *
     * @param error why there is no connection
     * @return the failure, with the exit code that fits
     */
    public static CommandFailure of(KeepwireException error) {
        int exitCode = switch (error.code()) {
            case AUTHENTICATION_REFUSED, REJECTED_BY_SERVER -> ExitCode.REFUSED;
            default -> ExitCode.NOT_CONNECTED;
        };
        return new CommandFailure(exitCode, String.valueOf(error.getMessage()));
    }

    /**
     * What the program exits with.
     *
     * @return one of {@link ExitCode}
     */
    public int exitCode() {
        return exitCode;
    }
}
