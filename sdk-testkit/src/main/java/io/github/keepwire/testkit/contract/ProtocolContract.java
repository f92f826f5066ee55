// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.RecordingEffects;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every wire dialect must do: a test class that implements this interface inherits the tests.
 *
 * <pre>{@code
 * class MyDialectContractTest implements ProtocolContract {
 *     public Protocol protocol() {
 *         return new MyDialect();
 *     }
 *     public PayloadCodec codec() {
 *         return new MyCodec();
 *     }
 * }
 * }</pre>
 */
public interface ProtocolContract {
    /** The time that sessions are told. */
    Instant NOW = Instant.parse("2026-01-15T10:30:15Z");

    /** Who the sessions speak for. */
    Identity DEVICE = Identity.of("camera_1", "Hall Camera \u00e9\ud83d\ude80");

    /**
     * The dialect under test.
     *
     * @return the same or an equal one each time
     */
    Protocol protocol();

    /**
     * What reads and writes payloads.
     *
     * @return a codec
     */
    PayloadCodec codec();

    /**
     * Whether a client understands what a client writes, as where a server only passes messages on.
     *
     * @return true by default
     */
    default boolean isSymmetric() {
        return true;
    }

    /**
     * Whether a frame that makes no sense is passed over, and the next good one understood. Where a protocol demands that the link
     * be left instead, a session must ask for that.
     *
     * @return true by default
     */
    default boolean survivesGarbage() {
        return true;
    }

    /**
     * Whether the token stands in the address, as where a server knows no other place for it.
     *
     * @return false by default
     */
    default boolean showsTokenInAddress() {
        return false;
    }

    /**
     * What the server answers to a client that enters or leaves channels and rooms.
     *
     * @param frame what the client wrote
     * @return the frames of the answer; empty by default, for dialects whose servers do not answer
     */
    default List<Frame> answersTo(Frame frame) {
        return Collections.emptyList();
    }

    /**
     * A session that has been opened, and whose handshake needs no answer from a server.
     *
     * @param effects what hears what it asks for
     * @return the session
     */
    default Protocol.Session openedSession(RecordingEffects effects) {
        Protocol.Session session = protocol().newSession(new Protocol.SessionContext(DEVICE, codec(), 1 << 20));
        session.opened(NOW, effects);
        return session;
    }

    /**
     * A message such as a client makes one.
     *
     * @return complete, with a written payload
     */
    default Message sample() {
        return Message.builder("blueAlert")
                .id("a-1")
                .sender(DEVICE)
                .timestamp(NOW)
                .payload(Payload.ofJson(
                                "{ \"text\" : \"\\u00e9 \\\" \u00e9\ud83d\ude80\", \"n\" : [1, 2.50, {}] }", codec())
                        .written(codec()))
                .build();
    }

    /** A handshake ends in open, or waits for an answer, a frame or a time. */
    @Test
    default void anOpenedSessionOpensOrSaysWhatItWaitsFor() {
        RecordingEffects effects = new RecordingEffects();
        openedSession(effects);
        assertThat(effects.opens()).isLessThanOrEqualTo(1);
        boolean waits = !effects.asked().isEmpty()
                || !effects.wakeUps().isEmpty()
                || !effects.written().isEmpty();
        assertThat(effects.opens() == 1 || waits).isTrue();
    }

    /** Nothing that a peer can send makes a session throw, and the next good frame is understood. */
    @Test
    default void garbageIsSurvived() {
        for (Frame garbage : GarbageFrames.all()) {
            RecordingEffects effects = new RecordingEffects();
            Protocol.Session session = openedSession(effects);
            session.received(garbage, effects);
            assertThat(effects.delivered()).as("delivered of %s", garbage).isEmpty();
            if (!survivesGarbage()) {
                assertThat(effects.ends()).as("ends after %s", garbage).hasSize(1);
            } else if (isSymmetric()) {
                roundTrip(session, effects);
            }
        }
    }

    /** A complaint about a frame does not repeat what stood in it. */
    @Test
    default void complaintsDoNotQuoteTheFrame() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        session.received(Frame.text("{\"CANARY-7\": CANARY-7"), effects);
        session.received(Frame.text("CANARY-7"), effects);
        session.received(Frame.text("{\"type\":[\"CANARY-7\"]}"), effects);
        assertThat(effects.malformed()).noneMatch(problem -> problem.contains("CANARY"));
    }

    /** A message that is sent becomes at least one frame. */
    @Test
    default void aMessageBecomesFrames() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        int before = effects.written().size();
        session.encode(new Command.Send(sample()), effects);
        assertThat(effects.written()).hasSizeGreaterThan(before);
    }

    /** What one client writes, another one reads as the same message. */
    @Test
    default void whatIsWrittenComesBackTheSame() {
        if (!isSymmetric()) {
            return;
        }
        RecordingEffects effects = new RecordingEffects();
        roundTrip(openedSession(effects), effects);
    }

    private void roundTrip(Protocol.Session session, RecordingEffects effects) {
        int before = effects.written().size();
        session.encode(new Command.Send(sample()), effects);
        RecordingEffects heard = new RecordingEffects();
        effects.written().subList(before, effects.written().size()).forEach(frame -> session.received(frame, heard));
        assertThat(heard.delivered()).hasSize(1);
        Message message = heard.delivered().get(0);
        assertThat(message.type()).isEqualTo(sample().type());
        assertThat(message.payload().asMap()).isEqualTo(sample().payload().asMap());
        // a dialect may have no place for these, but must not change them
        assertThat(message.id()).isIn(null, sample().id());
        assertThat(message.sender()).isIn(null, sample().sender());
        assertThat(message.timestamp()).isIn(null, sample().timestamp());
    }

    /** Whoever enters hears of it: at once, or when the server answers. And so does whoever leaves. */
    @Test
    default void whatIsEnteredAndLeftIsConfirmed() {
        List<Scope> scopes = offered();
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        say(session, new Command.Enter(scopes), effects);
        assertThat(effects.entered()).containsExactlyInAnyOrderElementsOf(scopes);
        say(session, new Command.Leave(scopes), effects);
        assertThat(effects.left()).containsAll(scopes);
        assertThat(effects.refused()).isEmpty();
        assertThat(effects.delivered()).isEmpty();
        assertThat(effects.malformed()).isEmpty();
    }

    /** What a server is asked for twice, since its answer was lost, it is asked for in the same words. */
    @Test
    default void whatIsEnteredAgainIsConfirmedAgain() {
        List<Scope> scopes = offered();
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        session.encode(new Command.Enter(scopes), effects);
        int before = effects.entered().size();
        say(session, new Command.Enter(scopes), effects);
        assertThat(effects.entered().subList(before, effects.entered().size()))
                .containsExactlyInAnyOrderElementsOf(scopes);
    }

    /** What a dialect has no words for is not written, and never confirmed. */
    @Test
    default void whatHasNoWordsIsNotConfirmed() {
        for (Scope scope : new Scope[] {Scope.channel("c"), Scope.room("r")}) {
            if (!offered().contains(scope)) {
                RecordingEffects effects = new RecordingEffects();
                Protocol.Session session = openedSession(effects);
                int written = effects.written().size();
                session.encode(new Command.Enter(Collections.singletonList(scope)), effects);
                assertThat(effects.written()).hasSize(written);
                assertThat(effects.entered()).isEmpty();
            }
        }
    }

    private List<Scope> offered() {
        List<Scope> scopes = new ArrayList<>();
        if (protocol().features().contains(Protocol.Feature.CHANNELS)) {
            scopes.add(Scope.channel("c"));
            scopes.add(Scope.channel("d\u00e9 \"x\" {}"));
        }
        if (protocol().features().contains(Protocol.Feature.ROOMS)) {
            scopes.add(Scope.room("r"));
            scopes.add(Scope.room("\ud83d\ude80 \"x\" \\"));
        }
        return scopes;
    }

    private void say(Protocol.Session session, Command command, RecordingEffects effects) {
        int before = effects.written().size();
        session.encode(command, effects);
        List<Frame> said = new ArrayList<>(
                effects.written().subList(before, effects.written().size()));
        said.forEach(frame -> answersTo(frame).forEach(answer -> session.received(answer, effects)));
    }

    /** A heartbeat may be empty or carry something; a dialect without one writes nothing. */
    @Test
    default void aHeartbeatIsHarmless() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        session.encode(new Command.Heartbeat(NOW, Payload.empty()), effects);
        session.encode(new Command.Heartbeat(NOW, Payload.ofJson("{\"status\":\"active\"}", codec())), effects);
        assertThat(effects.delivered()).isEmpty();
        assertThat(effects.ends()).isEmpty();
    }

    /** An answer to a question that was never asked changes nothing. */
    @Test
    default void anAnswerThatNobodyAskedForIsIgnored() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        int opens = effects.opens();
        session.answered(4711, new Effects.Answer.Fresh(Token.of("CANARY-7")), effects);
        session.answered(
                4712, new Effects.Answer.Failed(new KeepwireException(ErrorCode.PROVIDER_FAILED, "no token")), effects);
        assertThat(effects.opens()).isEqualTo(opens);
        assertThat(effects.ends()).isEmpty();
    }

    /** A wake-up that was not wished for changes nothing. */
    @Test
    default void aWakeUpThatNobodyWishedForIsIgnored() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        if (effects.wakeUps().isEmpty()) {
            int written = effects.written().size();
            session.wake(1, effects);
            assertThat(effects.written()).hasSize(written);
        }
    }

    /** The end of a link is not answered by more protocol. */
    @Test
    default void theEndIsQuiet() {
        RecordingEffects effects = new RecordingEffects();
        Protocol.Session session = openedSession(effects);
        RecordingEffects last = new RecordingEffects();
        session.ended(Link.End.without(Link.End.Kind.LOST, "cut", null), last);
        assertThat(last.delivered()).isEmpty();
        assertThat(last.acked()).isEmpty();
        assertThat(last.asked()).isEmpty();
        assertThat(last.opens()).isZero();
    }

    /** Two sessions of one dialect share nothing: what befalls one does not reach another, older or newer. */
    @Test
    default void sessionsShareNothing() {
        RecordingEffects before = new RecordingEffects();
        Protocol.Session older = openedSession(before);
        RecordingEffects unlucky = new RecordingEffects();
        Protocol.Session doomed = openedSession(unlucky);
        GarbageFrames.all().forEach(frame -> doomed.received(frame, unlucky));
        doomed.ended(Link.End.without(Link.End.Kind.LOST, "cut", null), unlucky);
        RecordingEffects after = new RecordingEffects();
        Protocol.Session newer = openedSession(after);
        assertThat(texts(after)).isEqualTo(texts(before));
        older.encode(new Command.Send(sample()), before);
        newer.encode(new Command.Send(sample()), after);
        assertThat(texts(after)).isEqualTo(texts(before));
    }

    /** The address, the limits and the headers of the application stay as they are. */
    @Test
    default void aRequestKeepsWhatTheApplicationWants() {
        LinkRequest base = base();
        LinkRequest request = protocol().prepare(new Protocol.ConnectContext(base, DEVICE, null));
        assertThat(request.uri().getHost()).isEqualTo(base.uri().getHost());
        assertThat(request.maxMessageBytes()).isEqualTo(base.maxMessageBytes());
        assertThat(request.headers()).containsAllEntriesOf(base.headers());
    }

    /** A token stands in nothing that is printed, and in an address only where a server knows no other place. */
    @Test
    default void aTokenIsNotPrinted() {
        Protocol.ConnectContext context = new Protocol.ConnectContext(base(), DEVICE, Token.of("CANARY-7"));
        LinkRequest request = protocol().prepare(context);
        assertThat(request.uri().toString().contains("CANARY")).isEqualTo(showsTokenInAddress());
        assertThat(request.toString()).doesNotContain("CANARY");
        assertThat(context.toString()).doesNotContain("CANARY");
        assertThat(protocol().toString()).doesNotContain("CANARY");
    }

    /** A dialect accepts, by its own rules, what it could send. */
    @Test
    default void theDialectsRulesAcceptItsOwnMessages() {
        assertThat(protocol().validator().problem(sample(), 100, NOW)).isNull();
    }

    private static LinkRequest base() {
        return LinkRequest.builder(URI.create("ws://example.test/ws?a=b"))
                .header("X-Kept", "yes")
                .maxMessageBytes(1234)
                .build();
    }

    private static List<String> texts(RecordingEffects effects) {
        List<String> texts = new ArrayList<>();
        effects.written().forEach(frame -> texts.add(frame.isText() ? frame.text() : frame.toString()));
        return texts;
    }
}
