// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One room that the application has joined, or is about to. Belongs to the loop; only {@link #isJoined} and {@link #members} are for all. */
final class RoomHandle implements Holder {
    private final Scope room;
    private final RoomDesk desk;
    private final Arrivals joining;
    private volatile boolean joined;
    private volatile List<String> members = Collections.emptyList();

    RoomHandle(Scope room, RoomDesk desk) {
        this.room = room;
        this.desk = desk;
        this.joining = new Arrivals(desk::complete);
    }

    Scope room() {
        return room;
    }

    boolean isJoined() {
        return joined;
    }

    List<String> members() {
        return members;
    }

    /** Somebody waits to be in. */
    void await(CompletableFuture<Void> waiter) {
        joining.await(waiter);
        if (joined) {
            joining.answer(null);
        }
    }

    @Override
    public void entering() {
        joined = false;
        members = Collections.emptyList();
        desk.report(new RoomEvent(room, RoomEvent.Kind.JOINING, null, Payload.empty()));
    }

    @Override
    public void entered(Payload info, List<String> all) {
        joined = true;
        members = all;
        desk.report(new RoomEvent(room, RoomEvent.Kind.JOINED, null, info));
        joining.answer(null);
    }

    @Override
    public void members(List<String> all, Roster.News news) {
        members = all;
        desk.offer(new RoomEvent(room, news.kind(), news.info(), news.member()));
    }

    @Override
    public void refused(KeepwireException reason) {
        over(RoomEvent.Kind.REFUSED, reason);
    }

    @Override
    public void ended() {
        over(RoomEvent.Kind.LEFT, new KeepwireException(ErrorCode.CANCELLED, room + " was left before it was joined"));
    }

    private void over(RoomEvent.Kind kind, KeepwireException reason) {
        joined = false;
        members = Collections.emptyList();
        desk.forget(this);
        KeepwireException refusal = kind == RoomEvent.Kind.REFUSED ? reason : null;
        desk.report(new RoomEvent(room, kind, refusal, Payload.empty()));
        joining.answer(reason);
    }
}
