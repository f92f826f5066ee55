// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.error.SafeText;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that makes no sense, told on one line. What was typed may be secret, so only names are repeated. */
public final class UsageErrors {
    private UsageErrors() {}

    /**
     * Tells what is wrong.
     *
     * @param error what the parser found
     * @return one line
     */
    public static String line(ParameterException error) {
        String problem = error instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : SafeText.wire(error.getMessage());
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        return "keepwire: " + problem + " (" + command + " --help tells more)";
    }

    private static String unknown(UnmatchedArgumentException error) {
        String names = error.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .map(SafeText::wire)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            return "unknown option " + names;
        }
        boolean command = !error.getCommandLine().getSubcommands().isEmpty();
        return command ? "unknown command" : "an argument that belongs to no option";
    }
}
