// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.CommandRun;
import io.github.keepwire.examples.cli.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code chat person}, twice, against {@code serve --protocol socketio}. */
class PersonCommandTest {
    @ParameterizedTest
    @EnumSource
    void twoPeopleTalkThroughAServer(TransportChoice transport) {
        try (var server = CommandRun.start("serve", "--protocol", "socketio");
                var anna = person("anna", transport, server);
                var ben = person("ben", transport, server)) {
            anna.awaitReady();
            ben.awaitReady();
            anna.type("Hi Ben");
            ben.awaitLine("ben      reads anna: Hi Ben"::equals);
            ben.type("Hi \u00e9 \uD83D\uDE00");
            anna.awaitLine("anna     reads ben: Hi \u00e9 \uD83D\uDE00"::equals);
            anna.endInput();
            ben.endInput();
            assertThat(anna.exitCode()).as(anna.err()).isZero();
            assertThat(anna.lastLine()).isEqualTo("said=1 taken=1");
            assertThat(ben.exitCode()).as(ben.err()).isZero();
            assertThat(ben.lastLine()).isEqualTo("said=1 taken=1");
        }
    }

    private static CommandRun person(String name, TransportChoice transport, CommandRun server) {
        String url = server.awaitLine(line -> line.startsWith("READY ")).substring("READY ".length());
        return CommandRun.start("chat", "person", "--url", url, "--name", name, "--transport", transport.toString());
    }
}
