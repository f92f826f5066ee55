// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.delivery.SendDesk;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.time.Environment;
import java.util.concurrent.Executor;

/** What sending needs of a connection. */
final class SendLine implements SendDesk.Line {
    private final Connection connection;
    private final Environment environment;
    private final Executor completions;

    SendLine(Connection connection, Environment environment, Executor completions) {
        this.connection = connection;
        this.environment = environment;
        this.completions = completions;
    }

    @Override
    public boolean isOpen() {
        return connection.current().phase() == Phase.OPEN;
    }

    @Override
    public boolean isClosing() {
        return connection.current().closing();
    }

    @Override
    public void changed() {
        connection.pump();
    }

    @Override
    public Executor loop() {
        return connection.loop();
    }

    @Override
    public Executor completions() {
        return completions;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public void report(KeepwireException error) {
        connection.audience().report(error, null);
    }

    @Override
    public void ended(Outcome.Event event) {
        connection.audience().report(event);
    }
}
