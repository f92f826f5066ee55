// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.util.concurrent.CompletableFuture;

/** Answers every message within its delivery: with an echo, a close or an abort. Notices calls within calls. */
final class EchoingListener implements Link.Listener {
    static final String CLOSE = "please close";
    static final String ABORT = "please abort";

    private final RecordingListener recording;
    private final CompletableFuture<Link> link = new CompletableFuture<>();
    private boolean inside;
    private volatile boolean nested;

    EchoingListener(RecordingListener recording) {
        this.recording = recording;
    }

    Wire connect(Stage stage) {
        RawPeer peer = stage.peer();
        Link opened = Deadline.result("the link", stage.openWith(Stage.request(peer), this));
        link.complete(opened);
        return new Wire(opened, recording, peer.connection()).request(1);
    }

    boolean wasNested() {
        return nested;
    }

    @Override
    public void received(Frame frame) {
        alone(() -> {
            recording.received(frame);
            answer(frame.text());
        });
    }

    private void answer(String text) {
        Link answering = link.join();
        switch (text) {
            case CLOSE -> answering.close(1000, "as you wish");
            case ABORT -> answering.abort();
            default -> {
                recording.allow(1);
                answering.request(1);
                answering.send(Frame.text(text));
            }
        }
    }

    @Override
    public void written(long frames) {
        alone(() -> recording.written(frames));
    }

    @Override
    public void pong() {
        alone(recording::pong);
    }

    @Override
    public void ended(Link.End end) {
        alone(() -> recording.ended(end));
    }

    private void alone(Runnable call) {
        nested |= inside;
        inside = true;
        call.run();
        inside = false;
    }
}
