// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import okio.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameWriterTest {
    private final RecordingSink wire = new RecordingSink();
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final WriteWatch watch =
            new WriteWatch(new ManualTimer().environment(), Duration.ofSeconds(10), () -> told.add("stalled"));
    private FrameWriter writer;

    @BeforeEach
    void begin() {
        writer = new FrameWriter(new FrameSink(wire, watch, new Masks(new SecureRandom())), executor::add, new Told());
    }

    @Test
    void whatWaitsGoesOutInOneWriteAndIsReportedOnce() {
        send("one");
        send("two");
        assertThat(executor).hasSize(1);
        assertThat(writer.queuedBytes()).isEqualTo(6);

        runExecutor();

        assertThat(wire.frames()).containsExactly("text one", "text two");
        assertThat(wire.writes()).isEqualTo(1);
        assertThat(told).containsExactly("written 2");
        assertThat(writer.queuedBytes()).isZero();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 65_535, 65_536, 65_537, 1_000_000})
    void aMessageOfEverySizeIsOneFrame(int size) {
        byte[] content = new byte[size];
        new SecureRandom().nextBytes(content);

        writer.send(new Frame[] {Frame.binary(ByteBuffer.wrap(content))});
        runExecutor();

        assertThat(wire.frames())
                .containsExactly("binary " + ByteString.of(content).hex());
    }

    @Test
    void aLoneSurrogateGoesOutAsAQuestionMark() {
        send("a\ud83db");
        runExecutor();

        assertThat(wire.frames()).containsExactly("text a?b");
        assertThat(writer.queuedBytes()).isZero();
    }

    @Test
    void pingsAndPongsStayOutsideOfOneSend() {
        writer.send(new Frame[] {Frame.text("51-"), Frame.binary(ByteBuffer.wrap(new byte[] {1}))});
        writer.ping();
        writer.pong(ByteString.encodeUtf8("first"));
        writer.pong(ByteString.encodeUtf8("latest"));
        runExecutor();

        List<String> frames = wire.frames();
        assertThat(frames).containsExactlyInAnyOrder("ping ", "pong latest", "text 51-", "binary 01");
        assertThat(frames.indexOf("binary 01")).isEqualTo(frames.indexOf("text 51-") + 1);
    }

    @Test
    void aCloseGoesBehindWhatIsQueuedAndIsTheLastThingWritten() {
        send("queued");
        writer.close(CloseFrame.of(1000, "bye"));
        send("late");
        runExecutor();
        writer.ping();
        runExecutor();

        assertThat(wire.frames()).containsExactly("text queued", "close 1000 bye");
        assertThat(told).containsExactly("written 1");
        assertThat(writer.closeSent()).isTrue();
        assertThat(wire.isClosed()).isFalse();
    }

    @Test
    void aLastWordOvertakesWhatIsQueuedAndClosesTheSink() {
        send("queued");
        writer.finish(CloseFrame.of(1009, ""));
        runExecutor();

        assertThat(wire.frames()).containsExactly("close 1009 ");
        assertThat(wire.isClosed()).isTrue();
        assertThat(told).containsExactly("done");
    }

    @Test
    void thereIsNoLastWordAfterAClose() {
        writer.close(CloseFrame.of(1000, ""));
        writer.finish(CloseFrame.of(1001, ""));
        runExecutor();

        writer.finish(CloseFrame.of(1002, ""));
        runExecutor();

        assertThat(wire.frames()).hasSize(1);
        assertThat(told).containsExactly("done");
    }

    @Test
    void abandoningDropsWhatIsQueued() {
        send("queued");
        writer.abandon();
        runExecutor();

        assertThat(wire.frames()).isEmpty();
        assertThat(wire.isClosed()).isTrue();
        assertThat(told).containsExactly("done");
    }

    @Test
    void aWriteThatFailsIsToldOnceAndEndsTheWriting() {
        wire.breakNow();
        send("one");
        runExecutor();
        send("two");
        runExecutor();

        assertThat(told).containsExactly("done", "failed");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void withoutThreadsTheSinkIsClosed() {
        FrameWriter late = new FrameWriter(
                new FrameSink(wire, watch, new Masks(new SecureRandom())),
                task -> {
                    throw new RejectedExecutionException();
                },
                new Told());

        late.abandon();

        assertThat(wire.isClosed()).isTrue();
        assertThat(told).containsExactly("done");
    }

    private void send(String text) {
        writer.send(new Frame[] {Frame.text(text)});
    }

    private void runExecutor() {
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
    }

    private final class Told implements FrameWriter.Owner {
        @Override
        public void written(long frames) {
            told.add("written " + frames);
        }

        @Override
        public void writeFailed(Exception cause) {
            told.add("failed");
        }

        @Override
        public void writerDone() {
            told.add("done");
        }
    }
}
