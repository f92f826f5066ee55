// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line that makes no sense: exit code 2, one line that says why, nothing on stdout. */
class UsageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            listen                                                         | Missing required option: '--url=U'
            listen --url ftp://localhost                                   | must begin with ws:// or wss://, not ftp
            listen --url localhost:8080                                    | must begin with ws:// or wss://
            listen --url ws:///path                                        | must name a host
            listen --url ws://%zz                                          | not an address
            listen --url ws://localhost/#part                              | must not have a fragment
            listen --url ws://localhost --protocol pusher                  | there are json, topics, channels, socketio, echo
            listen --url ws://localhost --transport netty                  | there are jdk and okhttp
            listen --url ws://localhost --count 0                          | must be a whole number from 1
            listen --url ws://localhost --count many                       | must be a whole number from 1
            listen --url ws://localhost --timeout 0                        | must be positive
            listen --url ws://localhost --timeout soon                     | not a number of seconds
            listen --url ws://localhost --timeout NaN                      | must be positive
            listen --url ws://localhost --timeout 1e99                     | must be between
            listen --url ws://localhost --channel news                     | --channel needs channels, which protocol json does not have
            listen --url ws://localhost --protocol topics --room hall      | --room needs rooms, which protocol topics does not have
            listen --url ws://localhost --protocol topics --channel ''     | the name of a channel must
            listen --url ws://localhost --protocol topics --channel a --room '' | the name of a room must
            listen --url ws://localhost news                               | belongs to no option
            send --url ws://localhost --event e                            | Missing required option: '--data=JSON'
            send --url ws://localhost --data 1                             | Missing required option: '--event=E'
            send --url ws://localhost --event e --data {oops               | not one JSON value (column 2)
            send --url ws://localhost --event e --data {}{}                | not one JSON value
            send --url ws://localhost --event e --data ''                  | it is empty
            send --url ws://localhost --event '' --data 1                  | --event must not be empty
            send --url ws://localhost --event e --data 1 --data 2          | --data may be given once
            listen --url ws://localhost --path /x                          | --auth and --path belong to --protocol socketio
            listen --url ws://localhost --protocol socketio --auth 1       | --auth must be a JSON object
            listen --url ws://localhost --protocol socketio --path x       | --path must begin with /
            send --url ws://localhost --event e --data 1 --ack x           | not a number of seconds
            send --url ws://localhost --event e --data 1 --rate 10         | not a rate such as 10/s
            send --url ws://localhost --event e --data 1 --rate 0/s        | must be positive
            send --url ws://localhost --event e --data 1 --durable x       | unknown option --durable
            send --url ws://localhost --event e --data 1 --protocol echo --ack 1 | --ack needs acknowledgements
            send --url ws://localhost --event e --data 1 --protocol channels --ack 1 | --ack needs acknowledgements
            send --url ws://localhost --event e --data 1 --protocol channels --room hall | --room needs rooms
            send --url ws://localhost --event e --data 1 --room a --room b | should be specified only once
            serve --protocol pusher                                        | there are json, topics, channels, socketio, echo
            serve --port x                                                 | is not an int
            serve --port 70000                                             | --port must be between 0 and 65535
            serve --http-port 8080                                         | need --protocol topics or channels, not json
            serve --heartbeat 5                                            | need --protocol topics or channels, not json
            serve --protocol topics --http-port 70000                      | httpPort must be between 0 and 65535
            serve --protocol channels --rate-limit 0                       | must be a whole number from 1
            demo --count 901                                               | --count must be at most 900
            demo --cut                                                     | unknown option --cut
            alerts camera                                                  | Missing required option: '--url=U'
            alerts spectator                                               | unknown command (keepwire alerts --help
            dance                                                          | unknown command
            """)
    void isToldInOneLine(String commandLine, String reason) {
        var run = CommandRun.finish(words(commandLine));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("keepwire: ")
                .contains(reason);
        assertThat(run.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "listen --url ws://bob:S3CRET@localhost",
        "listen --url ws://localhost/?token=S3CRET#x",
        "listen --url 'ws://localhost/?token=S3CRET x'",
        "listen --url ws://localhost --tokn=S3CRET",
        "listen --url ws://localhost S3CRET",
        "listen --url ws://localhost --token S3CRET --token S3CRET",
        "listen --url ws://localhost --token S3CRETé",
        "send --url ws://localhost --event e --data S3CRET",
    })
    void whatMayBeSecretIsNotRepeated(String commandLine) {
        var run = CommandRun.finish(words(commandLine));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).doesNotContain("S3CRET");
    }

    @Test
    void withoutACommandThereIsNothingToDo() {
        assertThat(CommandRun.finish().exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "listen --help",
        "send -h",
        "serve --help",
        "demo --help",
        "alerts --help",
        "devices --help",
        "gestures --help",
        "alerts camera --help"
    })
    void helpIsAResult(String commandLine) {
        var run = CommandRun.finish(words(commandLine));

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).first().asString().startsWith("Usage: keepwire");
        assertThat(run.err()).isEmpty();
    }

    private static String[] words(String commandLine) {
        String[] words = commandLine.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("''") ? "" : words[i];
        }
        return words;
    }
}
