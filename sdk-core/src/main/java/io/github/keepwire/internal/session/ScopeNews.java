// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.channel.Roster;
import io.github.keepwire.internal.delivery.Outgoing;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.time.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a dialect says of channels and rooms: kept until its call has returned. Belongs to the loop. */
abstract class ScopeNews implements Effects {
    /** What is kept of what the server tells of sessions and rooms, in characters. */
    private static final int MOST_TOLD = 16_384;

    private final LinkHost host;
    private final Ticker ticker;
    private final PayloadCodec codec;
    private final Deque<Consumer<Channels>> news = new ArrayDeque<>();
    /** What lets go of messages that waited for what was told. */
    private final Deque<Runnable> wakes = new ArrayDeque<>();

    ScopeNews(LinkHost host, ClientConfig config) {
        this.host = host;
        this.ticker = config.environment().ticker();
        this.codec = config.party().codec();
    }

    /** Whoever hears it may have something to say to the dialect. */
    void tellOfScopes() {
        while (!news.isEmpty()) {
            news.remove().accept(host.channels());
        }
    }

    /** The session is another one: what the dialect has postponed is tried again, as soon as nothing else is at work. */
    void wakeAll() {
        wake(host.deliveries()::sessionChanged);
    }

    private void wakeWhatWaitsFor(Scope scope) {
        wake(() -> host.deliveries().told(scope));
    }

    /** In a turn of its own: a dialect that postpones over and over again must not hold up the rest. */
    private void wake(Runnable wake) {
        if (!host.deliveries().hasPostponed()) {
            return; // whoever asks from now on asks a dialect that knows
        }
        wakes.add(wake);
        if (wakes.size() == 1) {
            host.loop().execute(this::wakeNow);
        }
    }

    private void wakeNow() {
        while (!wakes.isEmpty()) {
            wakes.remove().run();
        }
        pumpAgain();
    }

    /**
     * Whether a message is one that an earlier life has left for a channel which nobody has asked for yet in this one: for that alone
     * it must not end.
     */
    boolean isEarly(Outgoing outgoing) {
        return outgoing.isRestored()
                && outgoing.message().scopes().stream().anyMatch(scope -> channelOf(scope) != null)
                && outgoing.message().scopes().stream().noneMatch(this::isWanted);
    }

    private boolean isWanted(Scope scope) {
        Scope channel = channelOf(scope);
        return channel != null
                && host.channels().wanted().stream().anyMatch(wanted -> channel.equals(channelOf(wanted)));
    }

    private static @Nullable Scope channelOf(Scope scope) {
        return scope.kind() == Scope.Kind.CHANNEL ? scope : scope.parent();
    }

    /** Something that was postponed may go now. */
    abstract void pumpAgain();

    private void tell(Scope scope, Consumer<Channels> what) {
        news.add(what);
        news.add(channels -> wakeWhatWaitsFor(scope));
    }

    /** What is kept of what the server tells: a text of its own, so that nobody can change it, and bounded. */
    Payload told(Payload info) {
        if (info == Payload.empty()) {
            return info;
        }
        String json = info.written(codec).json();
        return json.length() > MOST_TOLD ? Payload.empty() : Payload.slice(json, 0, json.length(), codec);
    }

    @Override
    public void entered(Scope scope) {
        entered(scope, Payload.empty());
    }

    @Override
    public void entered(Scope scope, Payload info) {
        Payload kept = told(info);
        tell(scope, channels -> channels.entered(scope, kept));
    }

    @Override
    public void created(Scope room, Payload info) {
        host.rooms().created(room, told(info));
    }

    @Override
    public void members(Scope room, List<String> members) {
        tellMembers(room, Roster.News.of(members));
    }

    @Override
    public void memberJoined(Scope room, String member, Payload info) {
        tellMembers(room, Roster.News.joined(member, told(info)));
    }

    @Override
    public void memberLeft(Scope room, String member, Payload info) {
        tellMembers(room, Roster.News.left(member, told(info)));
    }

    private void tellMembers(Scope room, Roster.News told) {
        if (told.isSound()) {
            news.add(channels -> channels.members(room, told));
        } else {
            malformed("the id of a member is empty, too long or not printable");
        }
    }

    @Override
    public void refused(Scope scope, KeepwireException reason) {
        tell(scope, channels -> channels.refused(scope, reason));
    }

    @Override
    public void left(Scope scope) {
        tell(scope, channels -> channels.left(scope, ticker.nanos()));
    }
}
