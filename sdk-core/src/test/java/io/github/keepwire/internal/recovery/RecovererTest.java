// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.Message;
import io.github.keepwire.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What surrounds the rules: a dialect and a history that are not ours. */
class RecovererTest {
    private final ManualTime time = new ManualTime(1);
    private final List<String> heard = new ArrayList<>();

    @Test
    void aDialectThatCannotReadAHistoryKeepsNobodyWaiting() {
        Recoverer.Source source =
                new Recoverer.Source((scope, from, to) -> CompletableFuture.completedFuture(List.of("2")), () -> {
                    throw new IllegalStateException("planned");
                });
        Recoverer recoverer =
                new Recoverer(source, time.environment(), time.environment().executor(), new Writing());
        arrived(recoverer, 1);
        arrived(recoverer, 3);

        time.advance(ofSeconds(10));

        assertThat(heard).hasSize(4).startsWith("1").endsWith("GAP 2-2", "3");
        assertThat(heard.get(1)).contains("cannot be read: java.lang.IllegalStateException");
        assertThat(recoverer.behind()).isZero();
    }

    private static void arrived(Recoverer recoverer, long number) {
        Message.Position position = new Message.Position(null, number);
        recoverer.arrived(
                position, Message.builder("" + number).position(position).build(), 1);
    }

    private final class Writing implements Recoverer.Exit {
        @Override
        public void pass(Message message, int bytes, boolean fetched) {
            heard.add(message.type());
        }

        @Override
        public void repeated() {
            heard.add("repeated");
        }

        @Override
        public void tell(Recovery event) {
            heard.add(event.kind() + " " + event.from() + "-" + event.to());
        }

        @Override
        public void failed(KeepwireException error) {
            heard.add(error.getMessage());
        }
    }
}
