// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.channel.ScopeDesk;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.message.Scope;
import io.github.keepwire.time.Ticker;
import java.util.concurrent.Executor;

/** What subscriptions and rooms need of a connection. */
final class ScopeLine implements ScopeDesk.Line {
    private final Connection connection;
    private final Ticker ticker;
    private final Executor completions;

    ScopeLine(Connection connection, Ticker ticker, Executor completions) {
        this.connection = connection;
        this.ticker = ticker;
        this.completions = completions;
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
    public Audience audience() {
        return connection.audience();
    }

    @Override
    public long nanos() {
        return ticker.nanos();
    }

    @Override
    public void gone(Scope scope) {
        connection.inbound().forget(scope);
        if (connection.deliveries().told(scope)) {
            connection.loop().execute(connection::pump);
        }
    }

    @Override
    public void changed() {
        connection.settle();
    }
}
