// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.internal.channel.Wish.Stage;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wanted of the server, and what it has confirmed. On every new session all that is wanted is asked for at once;
 * what is not confirmed in time is asked for again, three times in all.
 *
 * <p>What a dialect answers while it is asked, from within {@code say}, is as good as an answer that comes later. Touches no
 * socket and no clock. Belongs to the loop.
 */
public final class Channels {
    /** How long the server may take to confirm. */
    public static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final int MAX_ASKS = 3;

    private final Set<Protocol.Feature> features;
    private final Map<Scope, Wish> wishes = new LinkedHashMap<>();
    private final Awaited awaited = new Awaited();
    /** Says something to the server; null while there is no session. */
    private @Nullable Consumer<Command> voice;

    private final Consumer<Scope> onGone;
    private boolean closed;
    /** How often anything has changed that a snapshot tells. */
    private long changes;

    /**
     * Starts with nothing wanted.
     *
     * @param features what the dialect can do
     * @param onGone hears what is not wanted any more
     */
    Channels(Set<Protocol.Feature> features, Consumer<Scope> onGone) {
        this.features = features;
        this.onGone = onGone;
    }

    // what the application wants

    void want(Scope scope, Holder holder, long nowNanos) {
        KeepwireException problem = problemWith(scope);
        if (problem != null) {
            holder.refused(problem);
            return;
        }
        Wish wish = wishes.computeIfAbsent(scope, Wish::new);
        if (!wish.isWanted()) {
            wanted(wish);
        }
        wish.add(holder);
        if (wish.stage == Stage.IN) {
            wish.welcome(holder);
        } else if (wish.stage == Stage.OFF) {
            ask(Collections.singletonList(wish), nowNanos);
        }
    }

    /** One that is about to be left, and wanted again, is the one wanted last. */
    private void wanted(Wish wish) {
        wishes.remove(wish.scope);
        wishes.put(wish.scope, wish);
        changes++;
    }

    private @Nullable KeepwireException problemWith(Scope scope) {
        if (closed) {
            return new KeepwireException(ErrorCode.CLOSED, "the client is closed");
        }
        return wishes.containsKey(scope) ? null : WishRules.problem(scope, features, wishes.size());
    }

    void giveUp(Scope scope, Holder holder, long nowNanos) {
        Wish wish = wishes.get(scope);
        if (wish == null || !wish.remove(holder)) {
            return;
        }
        changes++;
        holder.ended();
        if (wish.isWanted() || wish.stage == Stage.LEAVING) {
            return;
        }
        if (wish.stage == Stage.OFF || voice == null) {
            remove(wish);
        } else {
            await(wish, Stage.LEAVING, nowNanos);
            LOG.debug("leaving {}", scope);
            voice.accept(new Command.Leave(Collections.singletonList(scope)));
        }
    }

    /**
     * All that is wanted, or was until a moment ago.
     *
     * @return channels and rooms
     */
    public List<Scope> wanted() {
        return new ArrayList<>(wishes.keySet());
    }

    // how it stands

    /**
     * Whether anything has changed since.
     *
     * @return a number that grows with each change
     */
    public long changes() {
        return changes;
    }

    /**
     * The rooms that are wanted.
     *
     * @return in the order in which they were asked for
     */
    public List<ClientSnapshot.RoomStatus> rooms() {
        return status(Scope.Kind.ROOM, Wish::roomStatus);
    }

    /**
     * The channels that are wanted.
     *
     * @return in the order in which they were asked for
     */
    public List<ClientSnapshot.ChannelStatus> channels() {
        return status(Scope.Kind.CHANNEL, Wish::channelStatus);
    }

    private <T> List<T> status(Scope.Kind kind, Function<Wish, T> status) {
        List<T> all = new ArrayList<>();
        for (Wish wish : wishes.values()) {
            if (wish.scope.kind() == kind && wish.isWanted()) {
                all.add(status.apply(wish));
            }
        }
        return all;
    }

    // what the connection tells

    /**
     * A session is open: asks for all that is wanted.
     *
     * @param say says something to the server
     * @param nowNanos the ticker's reading
     */
    public void online(Consumer<Command> say, long nowNanos) {
        voice = say;
        ask(new ArrayList<>(wishes.values()), nowNanos);
    }

    /** The session is over: nothing is confirmed any more. */
    public void offline() {
        if (voice == null) {
            return;
        }
        voice = null;
        awaited.clear();
        for (Wish wish : new ArrayList<>(wishes.values())) {
            if (!wish.isWanted()) {
                remove(wish);
                continue;
            }
            boolean wasIn = wish.stage == Stage.IN;
            settle(wish, Stage.OFF);
            if (wasIn) {
                wish.tell(Holder::entering);
            }
        }
    }

    /** The client has ended: so has everything that was wanted. */
    public void close() {
        closed = true;
        voice = null;
        changes++;
        List<Wish> all = new ArrayList<>(wishes.values());
        wishes.clear();
        awaited.clear();
        all.forEach(wish -> wish.release().forEach(Holder::ended));
    }

    // what the server says

    /**
     * The server confirmed a channel or room. One that nobody asked for is passed over.
     *
     * @param scope which
     * @param info what it told of it; empty for nothing
     */
    public void entered(Scope scope, Payload info) {
        Wish wish = wishes.get(scope);
        if (wish == null) {
            return;
        }
        if (wish.stage == Stage.ASKED) {
            LOG.debug("{} is confirmed", scope);
            settle(wish, Stage.IN);
            wish.info = info;
            wish.tell(wish::welcome);
        } else if (wish.stage == Stage.IN && info != Payload.empty()) {
            wish.info = info;
            changes++;
        }
    }

    /**
     * The server told who is in a room, or who came or went. Of one that nobody asked for, it is passed over.
     *
     * @param room which
     * @param news what it told
     */
    public void members(Scope room, Roster.News news) {
        Wish wish = wishes.get(room);
        if (wish != null && wish.hear(news)) {
            changes++;
        }
    }

    /**
     * The server said no to a channel or room, or ended one. One that nobody asked for is passed over.
     *
     * @param scope which
     * @param reason why
     */
    public void refused(Scope scope, KeepwireException reason) {
        Wish wish = wishes.get(scope);
        if (wish == null || wish.stage == Stage.OFF) {
            return;
        }
        LOG.debug("{} is refused: {}", scope, SafeText.wire(reason.getMessage()));
        remove(wish);
        wish.release().forEach(holder -> holder.refused(reason));
    }

    /**
     * The server confirmed that we left.
     *
     * @param scope which channel or room
     * @param nowNanos the ticker's reading
     */
    public void left(Scope scope, long nowNanos) {
        Wish wish = wishes.get(scope);
        if (wish == null) {
            return;
        }
        if (wish.stage == Stage.LEAVING) {
            leaveIsOver(wish, nowNanos);
        } else if (wish.stage == Stage.IN) {
            refused(scope, new KeepwireException(ErrorCode.REJECTED_BY_SERVER, "the server ended " + scope));
        }
    }

    private void leaveIsOver(Wish wish, long nowNanos) {
        LOG.debug("{} is left", wish.scope);
        settle(wish, Stage.OFF);
        if (wish.isWanted()) {
            ask(Collections.singletonList(wish), nowNanos);
        } else {
            remove(wish);
        }
    }

    // time

    /**
     * Does what is due: asks again for what is not confirmed, and gives up what never is.
     *
     * @param nowNanos the ticker's reading
     * @return whether the server owes an answer: it may be gone, which is not the same as a refusal
     */
    public boolean tick(long nowNanos) {
        List<Wish> again = new ArrayList<>();
        for (Wish wish : awaited.due(nowNanos)) {
            if (wish.stage == Stage.LEAVING) {
                leaveIsOver(wish, nowNanos);
            } else if (wish.asks < MAX_ASKS) {
                again.add(wish);
            } else {
                giveUpOn(wish);
            }
        }
        ask(again, nowNanos);
        return !again.isEmpty();
    }

    /** It may be in all the same, and have forgotten to say so: nobody wants that any more. */
    private void giveUpOn(Wish wish) {
        refused(wish.scope, unconfirmed(wish.scope));
        if (voice != null) {
            voice.accept(new Command.Leave(Collections.singletonList(wish.scope)));
        }
    }

    private static KeepwireException unconfirmed(Scope scope) {
        return new KeepwireException(
                ErrorCode.UNACKNOWLEDGED, "the server did not confirm " + scope + ", asked for " + MAX_ASKS + " times");
    }

    /** Nothing is read from the link, so that no answer can be heard: the waits for them stand still. */
    public void hold() {
        awaited.hold();
    }

    /**
     * Answers can be heard again: the waits for them begin anew.
     *
     * @param nowNanos the ticker's reading
     */
    public void resume(long nowNanos) {
        awaited.resume(nowNanos);
    }

    /**
     * When {@link #tick} has something to do.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long nextDue() {
        return awaited.nextDue();
    }

    private void ask(Collection<Wish> asked, long nowNanos) {
        if (voice == null || asked.isEmpty()) {
            return;
        }
        List<Scope> scopes = new ArrayList<>();
        for (Wish wish : asked) {
            await(wish, Stage.ASKED, nowNanos);
            wish.asks++;
            scopes.add(wish.scope);
        }
        LOG.debug("asking for {}", scopes);
        voice.accept(new Command.Enter(scopes));
    }

    private void await(Wish wish, Stage stage, long nowNanos) {
        settle(wish, stage);
        awaited.add(wish, nowNanos);
    }

    private void settle(Wish wish, Stage stage) {
        changes++;
        wish.moveTo(stage);
        awaited.remove(wish);
    }

    private void remove(Wish wish) {
        changes++;
        awaited.remove(wish);
        wishes.remove(wish.scope);
        onGone.accept(wish.scope);
    }
}
