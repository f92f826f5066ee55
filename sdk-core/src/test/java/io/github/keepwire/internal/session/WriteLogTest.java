// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.delivery.Outgoing;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteLogTest {
    private final WriteLog log = new WriteLog();
    private final List<String> told = new ArrayList<>();

    @Test
    void aMessageIsCompleteWithItsLastFrame() {
        log.add(message("1"), 3);

        log.written(2, this::tell);
        assertThat(told).isEmpty();
        log.written(1, this::tell);

        assertThat(told).containsExactly("1");
    }

    @Test
    void oneReportMayCompleteManyAndBeginAnother() {
        log.add(message("1"), 1);
        log.add(message("2"), 2);
        log.add(message("3"), 2);

        log.written(4, this::tell);
        assertThat(told).containsExactly("1", "2");
        log.written(1, this::tell);

        assertThat(told).containsExactly("1", "2", "3");
    }

    @Test
    void framesOfNobodyAreCountedInTheirPlace() {
        log.add(null, 1);
        log.add(message("1"), 1);
        log.add(null, 2);
        log.add(message("2"), 1);

        log.written(1, this::tell);
        assertThat(told).isEmpty();
        log.written(3, this::tell);
        assertThat(told).containsExactly("1");
        log.written(1, this::tell);

        assertThat(told).containsExactly("1", "2");
    }

    @Test
    void nothingWrittenIsNothingToWaitFor() {
        log.add(message("silent"), 0);
        log.add(message("1"), 1);

        log.written(1, this::tell);

        assertThat(told).containsExactly("1");
    }

    @Test
    void moreThanWasSentIsIgnored() {
        log.add(message("1"), 1);

        log.written(5, this::tell);
        log.add(message("2"), 1);

        assertThat(told).containsExactly("1");
    }

    @Test
    void whatIsAbandonedIsTheIncomplete() {
        log.add(message("complete"), 1);
        log.add(message("begun"), 2);
        log.add(null, 1);
        log.add(message("waiting"), 1);
        log.written(2, outgoing -> {});

        log.abandon(this::tell);
        log.abandon(this::tell);
        log.written(9, this::tell);

        assertThat(told).containsExactly("begun", "waiting");
    }

    private void tell(Outgoing outgoing) {
        told.add(outgoing.message().id());
    }

    private static Outgoing message(String id) {
        return new Outgoing(Message.builder("test").id(id).build(), SendOptions.queued(), 1, 0);
    }
}
