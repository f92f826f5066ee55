// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.KeepwireException;
import java.util.Set;

/** A command ends early: an exit code, and one line for people that holds no secret. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Close codes of servers that do not want this client: 1008, and by custom 4000 + the HTTP status. */
    private static final Set<Integer> TURNING_AWAY = Set.of(1008, 4401, 4403);

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
     * Ends a command for what Keepwire says about a connection, a channel or a room.
     *
     * @param error why there is none
     * @return the failure, with the exit code that fits
     */
    public static CommandFailure of(KeepwireException error) {
        int exitCode = switch (error.code()) {
            case AUTHENTICATION_REFUSED, REJECTED_BY_SERVER -> ExitCode.REFUSED;
            case CLOSED_BY_PEER -> turnsAway(error) ? ExitCode.REFUSED : ExitCode.NOT_CONNECTED;
            case UNACKNOWLEDGED -> ExitCode.TIMED_OUT;
            default -> ExitCode.NOT_CONNECTED;
        };
        return new CommandFailure(exitCode, String.valueOf(error.getMessage()));
    }

    private static boolean turnsAway(KeepwireException error) {
        return error instanceof ConnectionException ended
                && ended.closeCode().filter(TURNING_AWAY::contains).isPresent();
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
