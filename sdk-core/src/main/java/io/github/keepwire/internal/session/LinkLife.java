// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a link, from the attempt to its end: opens it, lets the dialect speak over it, keeps it alive.
 *
 * <p>What the transport tells comes in on its threads and goes on to the loop; all else runs on the loop. Once dropped,
 * whatever still arrives is ignored, so that an old link cannot touch a new one.
 */
final class LinkLife implements Link.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLife.class);
    /** How much longer than the transport we wait for the transport itself. */
    private static final long GRACE_NANOS = 1_000_000_000L;

    private final long number;
    private final ClientConfig config;
    private final LinkHost host;
    private final LinkRequest request;
    private final String where;
    private Protocol.@Nullable ConnectContext attempt;
    private @Nullable CompletionStage<Link> opening;
    private @Nullable Link link;
    private @Nullable Conversation conversation;
    private long giveUpAt = Alarm.NEVER;
    private @Nullable String hint;
    private boolean dropped;

    /** What there is once the link is open. */
    private record Conversation(Speaker speaker, Pulse pulse, Intake intake) {}

    LinkLife(long number, LinkRequest request, ClientConfig config, LinkHost host) {
        this.number = number;
        this.request = request;
        this.config = config;
        this.host = host;
        this.where = SafeText.hostAndPort(request.uri());
    }

    // opening

    void open(@Nullable Token token) {
        giveUpAt = graceAfter(request.handshakeTimeout());
        LinkRequest prepared;
        attempt = new Protocol.ConnectContext(request, config.party().identity(), token);
        try {
            prepared = config.wire().protocol().prepare(attempt);
        } catch (Throwable e) {
            host.lost(number, LinkErrors.protocolFailed(e), null);
            return;
        }
        attempt(() -> open(prepared));
    }

    private void open(LinkRequest prepared) {
        hint = config.wire().protocol().hint(prepared);
        CompletionStage<Link> stage = config.wire().transport().open(prepared, this, config.environment());
        opening = stage;
        stage.whenComplete((opened, error) -> host.loop().execute(() -> openingEnded(opened, error)));
    }

    /** A transport may break its word and throw: then the link is lost, and nobody waits for it. */
    private void attempt(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        host.lost(number, LinkErrors.hinted(LinkErrors.ofOpening(thrown, where), hint), null);
    }

    private void openingEnded(@Nullable Link opened, @Nullable Throwable error) {
        if (dropped) {
            if (opened != null) {
                opened.abort();
            }
        } else if (opened != null) {
            link = opened;
            host.input(new SessionInput.LinkOpened(number));
        } else {
            failed(error == null ? new NullPointerException("the transport answered null") : error);
        }
        host.settle();
    }

    void startProtocol() {
        if (link != null && attempt != null) {
            Link opened = link;
            Speaker.Attempt known = new Speaker.Attempt(number, attempt);
            attempt(() -> startProtocol(opened, known));
        }
    }

    private void startProtocol(Link opened, Speaker.Attempt known) {
        giveUpAt = Alarm.after(now(), request.handshakeTimeout());
        Speaker speaker;
        try {
            speaker = new Speaker(known, config, host, opened);
        } catch (Throwable e) {
            host.lost(number, LinkErrors.protocolFailed(e), null);
            return;
        }
        Pulse pulse = new Pulse(this, config, opened, speaker);
        speaker.onKeepAlive(pulse::keepAlive);
        Intake intake = new Intake(opened, host, pulse, config.rules().inbox());
        speaker.onPauseAtMost(intake::pauseAtMost);
        Conversation fresh = new Conversation(speaker, pulse, intake);
        conversation = fresh;
        speaker.open(config.environment().wallClock().instant());
        renewDemand(fresh);
    }

    // what the connection asks for

    void goOnline() {
        giveUpAt = Alarm.NEVER;
        if (conversation != null) {
            conversation.intake.open();
            conversation.speaker.goOnline();
            attempt(this::pump);
        }
    }

    void close() {
        if (link != null) {
            Link closing = link;
            giveUpAt = graceAfter(request.closeTimeout());
            if (conversation != null) {
                conversation.speaker.goOffline();
            }
            attempt(() -> closing.close(1000, ""));
        }
    }

    /** Ends this life; nothing that the transport still tells is heard. */
    void drop() {
        if (dropped) {
            return;
        }
        dropped = true;
        if (conversation != null) {
            conversation.speaker.end();
        }
        try {
            abandon();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} threw while a link to {} was dropped",
                    config.wire().transport().name(),
                    where,
                    e);
        }
    }

    private void abandon() {
        if (link != null) {
            link.abort();
        } else if (opening != null) {
            opening.toCompletableFuture().cancel(true);
        }
    }

    boolean isDropped() {
        return dropped;
    }

    void pump() {
        if (conversation != null) {
            conversation.speaker.pump(now());
        }
    }

    void say(Command command) {
        if (conversation != null) {
            Speaker speaker = conversation.speaker;
            attempt(() -> speaker.say(command));
        }
    }

    /** No more messages are given to the link; what is wanted of the server stays as it is. */
    void hush() {
        if (conversation != null) {
            conversation.speaker.hush();
        }
    }

    /** There is room in the mailbox again. */
    void resume() {
        if (conversation != null) {
            renewDemand(conversation);
        }
    }

    /** The network is another one: asks the peer whether it is still there. */
    void probe() {
        if (conversation != null && !dropped) {
            Pulse pulse = conversation.pulse;
            attempt(() -> pulse.probe(now()));
        }
    }

    /** Whether nothing of a message is on its way to the socket. */
    boolean isWriting() {
        return conversation != null && conversation.speaker.isWriting();
    }

    // time

    void tick(long nowNanos) {
        if (dropped) {
            return;
        }
        if (giveUpAt != Alarm.NEVER && nowNanos - giveUpAt >= 0) {
            host.lost(number, LinkErrors.slowHandshake(where), null);
            return;
        }
        if (conversation != null) {
            conversation.speaker.tick(nowNanos);
            conversation.pulse.tick(nowNanos);
            if (conversation.intake.isDue(nowNanos)) {
                renewDemand(conversation);
            }
        }
    }

    long nextDue() {
        if (conversation == null) {
            return giveUpAt;
        }
        long due = Math.min(conversation.speaker.nextDue(), conversation.pulse.nextDue());
        return Math.min(giveUpAt, Math.min(due, conversation.intake.nextDue()));
    }

    /** The peer has not answered in time. */
    void silent() {
        host.lost(number, LinkErrors.silent(where), null);
    }

    /** Where the link leads, for people. */
    String where() {
        return where;
    }

    /** The peer has answered a ping. */
    void ponged(long nanos) {
        host.meters().ponged(nanos);
    }

    /** Nothing was heard for longer than the application allows. */
    void idle() {
        host.lost(number, LinkErrors.idle(where), null);
    }

    /** A clock leapt: whatever the peer said meanwhile, it has given us up. */
    void slept() {
        host.lost(number, LinkErrors.slept(where), null);
    }

    void reportHeartbeat(Throwable thrown) {
        host.audience().report(LinkErrors.heartbeatFailed(thrown), null);
    }

    // what the transport tells, on its threads

    @Override
    public void received(Frame frame) {
        host.loop().executeInPlace(() -> hear(frame));
    }

    @Override
    public void written(long frames) {
        host.loop().executeInPlace(() -> wrote(frames));
    }

    @Override
    public void pong() {
        host.loop().executeInPlace(this::heardPong);
    }

    @Override
    public void ended(Link.End end) {
        host.loop().execute(() -> endedOnLoop(end));
    }

    // and the same on the loop

    private void hear(Frame frame) {
        Conversation current = conversation;
        if (dropped || current == null) {
            return;
        }
        current.pulse.heard();
        host.meters().received(frame);
        current.intake.received(frame);
        current.speaker.hear(frame);
        renewDemand(current);
        host.settle();
    }

    private void wrote(long frames) {
        if (!dropped && conversation != null) {
            conversation.speaker.wrote(frames);
            conversation.speaker.pump(now());
            host.settle();
        }
    }

    private void heardPong() {
        if (!dropped && conversation != null) {
            conversation.pulse.heardPong();
        }
    }

    private void endedOnLoop(Link.End end) {
        if (!dropped) {
            if (conversation != null) {
                conversation.speaker.ended(end);
            }
            host.lost(number, LinkErrors.of(end, where), null);
            host.settle();
        }
    }

    private void renewDemand(Conversation current) {
        if (!dropped) {
            try {
                current.intake.renew();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private long graceAfter(Duration timeoutOfTransport) {
        long at = Alarm.after(now(), timeoutOfTransport);
        return at == Alarm.NEVER ? at : at + GRACE_NANOS;
    }

    private long now() {
        return config.environment().ticker().nanos();
    }
}
