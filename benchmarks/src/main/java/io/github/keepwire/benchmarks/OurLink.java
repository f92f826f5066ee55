// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.internal.loop.SystemEnvironment;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** A transport of ours and the parse alone. */
final class OurLink implements Subject {
    private final Transport transport;

    OurLink(Transport transport) {
        this.transport = transport;
    }

    @Override
    public String name() {
        return transport.name() + ": our transport + parse";
    }

    @Override
    public void takeIn(URI uri, int messages) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        Link link = transport
                .open(LinkRequest.builder(uri).build(), new Counter(messages, last), SystemEnvironment.shared())
                .toCompletableFuture()
                .get();
        link.request(messages);
        Subject.await(last);
        link.abort();
    }

    private static final class Counter implements Link.Listener {
        private final Parse parse = new Parse();
        private final CountDownLatch last;
        private int left;

        Counter(int messages, CountDownLatch last) {
            this.left = messages;
            this.last = last;
        }

        @Override
        public void received(Frame frame) {
            parse.read(frame.text());
            if (--left == 0 && parse.isDone()) {
                last.countDown();
            }
        }

        @Override
        public void written(long frames) {
            throw new IllegalStateException("nothing is written here");
        }

        @Override
        public void pong() {
            throw new IllegalStateException("nothing is pinged here");
        }

        @Override
        public void ended(Link.End end) {
            last.countDown();
        }
    }
}
