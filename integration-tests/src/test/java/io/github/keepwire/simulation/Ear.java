// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * One listener, and what must be true whenever it is called: registered, in order, and once if it was for once.
 *
 * <p>Where the inbox keeps only the latest of each key, the news of one key are in order, and those of different keys need
 * not be: so there are as many streams as keys.
 */
final class Ear {
    private final int number;
    private final boolean once;
    private @Nullable Registration registration;
    private boolean closed;
    private final int[] lastOfStream;
    private int last;
    private int calls;

    Ear(int number, boolean once, int streams) {
        this.lastOfStream = new int[streams];
        this.number = number;
        this.once = once;
    }

    void registered(Registration value) {
        registration = value;
    }

    void hear(Message message) {
        int n = Integer.parseInt(String.valueOf(message.payload().field("n")));
        assertThat(closed).as("listener %s is called after off", number).isFalse();
        int stream = n % lastOfStream.length;
        assertThat(n).as("listener %s hears news in order, each once", number).isGreaterThan(lastOfStream[stream]);
        lastOfStream[stream] = n;
        last = Math.max(last, n);
        calls++;
        assertThat(once && calls > 1)
                .as("listener %s for once is called again", number)
                .isFalse();
    }

    void close() {
        if (registration != null) {
            registration.close();
            closed = true;
        }
    }

    boolean expectsMore() {
        return !closed && !(once && calls == 1);
    }

    int last() {
        return last;
    }

    int number() {
        return number;
    }
}
