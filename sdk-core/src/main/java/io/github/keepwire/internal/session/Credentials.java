// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.token.TokenClock;
import io.github.keepwire.internal.token.TokenDesk;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lets a connection in: a token for each attempt, and a fresh one for an open link before the old one expires.
 *
 * <p>A fresh token is told in-band where the dialect has words for it. Else the link is left for another one as soon as
 * nothing is on its way to the socket; until then no more messages are given to it, or that moment might never come.
 *
 * <p>Belongs to the loop.
 */
final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final ClientConfig config;
    private final LinkHost host;
    private final TokenDesk desk;
    private final TokenClock clock;
    private boolean asking;
    /** For the attempt that is about to be made. */
    private @Nullable Token token;
    /** What came while a link is open, for the one that is to replace it. */
    private TokenDesk.@Nullable Held next;
    /** The same, once the link at hand is left for it. */
    private TokenDesk.@Nullable Held inHand;

    private boolean warned;

    Credentials(ClientConfig config, LinkHost host) {
        ClientConfig.Party party = config.party();
        this.config = config;
        this.host = host;
        this.desk = new TokenDesk(party.tokens(), !party.refresh().isOff(), config.environment(), host.loop());
        this.clock = new TokenClock(party.refresh(), config.environment().dice());
    }

    TokenDesk desk() {
        return desk;
    }

    // for an attempt

    /** Answered by {@code TokenReady} or {@code Lost}. */
    void ask(long link) {
        TokenDesk.Held fetched = inHand;
        inHand = null;
        if (config.party().tokens() == null) {
            host.input(new SessionInput.TokenReady(link));
        } else if (fetched != null && !fetched.isExpired(now())) {
            ready(link, fetched.token());
        } else {
            desk.ask(answer -> answered(link, answer));
        }
    }

    private void answered(long link, Effects.Answer answer) {
        if (answer instanceof Effects.Answer.Fresh fresh) {
            ready(link, fresh.token());
        } else if (answer instanceof Effects.Answer.Failed failed) {
            host.lost(link, failed.error(), null);
        }
        host.settle();
    }

    private void ready(long link, Token fresh) {
        token = fresh;
        host.input(new SessionInput.TokenReady(link));
    }

    /** Hands out the token of the attempt, once; null if there is none. */
    @Nullable
    Token take(URI where) {
        Token taken = token;
        token = null;
        if (taken != null && !warned && isExposed(where)) {
            warned = true;
            LOG.warn("{}: the token travels unencrypted, for anybody on the way to read: use wss://", where(where));
        }
        return taken;
    }

    private static String where(URI address) {
        return SafeText.hostAndPort(address);
    }

    /** Whether what goes there can be read on the way. No name is looked up. */
    static boolean isExposed(URI address) {
        boolean plain = "ws".equalsIgnoreCase(address.getScheme());
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return plain && !isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.equals("[0:0:0:0:0:0:0:1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    // for a link that is open

    /** When {@link #tick} has something to do. */
    long nextDue(LinkLife life) {
        if (next != null) {
            return life.isWriting() ? Alarm.NEVER : now(); // whoever hears that all is written looks again
        }
        return asking ? Alarm.NEVER : clock.due(desk.held());
    }

    /** Tells whether the link is to be left now, since the next one has a fresh token. */
    boolean tick(LinkLife life, long nowNanos) {
        if (next != null) {
            return isLeaving(life);
        }
        long due = clock.due(desk.held());
        if (!asking && due != Alarm.NEVER && nowNanos - due >= 0) {
            asking = true;
            clock.begins(nowNanos);
            desk.ask(answer -> renewed(life, answer));
        }
        return false;
    }

    private boolean isLeaving(LinkLife life) {
        if (life.isWriting()) {
            return false;
        }
        inHand = next;
        return true;
    }

    private void renewed(LinkLife life, Effects.Answer answer) {
        asking = false;
        if (answer instanceof Effects.Answer.Fresh fresh) {
            clock.worked();
            show(life, fresh.token());
        } else if (answer instanceof Effects.Answer.Failed failed) {
            clock.failed(now());
            host.audience().report(failed.error(), null);
        }
        host.settle();
    }

    private void show(LinkLife life, Token fresh) {
        if (config.wire().protocol().features().contains(Protocol.Feature.TOKEN_RENEWAL)) {
            life.say(new Command.Renew(fresh));
        } else {
            next = desk.held();
            life.hush();
        }
    }

    /** The link is gone: what was asked for it is not waited for. */
    void dropLink() {
        asking = false;
        next = null;
        desk.dropAll();
    }

    private long now() {
        return config.environment().ticker().nanos();
    }
}
