// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.event.ConnectionState;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the client's API, inside every callback of it, on every kind of threads: the call returns, the client
 * lives on (or is closed), no thread is stuck. Real threads; the deadlines are generous and no test depends on them.
 */
class CallbackMatrixTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("placesAndThreads")
    void everyCallReturnsAndTheClientLivesOn(CallbackPlace place, Threads.Kind kind) throws Exception {
        for (ClientCall call : ClientCall.values()) {
            try (Threads threads = new Threads(kind);
                    CallbackScene scene = new CallbackScene(threads, place, call)) {
                scene.play();
                if (call.closes() || place == CallbackPlace.CLOSED) {
                    assertCloses(scene);
                } else {
                    assertDelivers(scene);
                }
            } catch (Throwable e) {
                throw new AssertionError(call + " in " + place + " on " + kind + " threads: " + e, e);
            }
        }
    }

    @Test
    void noMethodOfTheClientIsLeftOut() {
        Set<String> called = Arrays.stream(ClientCall.values())
                .map(call -> call.name().replace("_", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertThat(RealtimeClient.class.getMethods())
                .filteredOn(method ->
                        method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers()))
                .extracting(method -> method.getName().toLowerCase(Locale.ROOT))
                .isSubsetOf(called);
    }

    static Stream<Object[]> placesAndThreads() {
        List<Object[]> rows = new ArrayList<>();
        for (CallbackPlace place : CallbackPlace.values()) {
            for (Threads.Kind kind : Threads.Kind.values()) {
                rows.add(new Object[] {place, kind});
            }
        }
        return rows.stream();
    }

    private static void assertDelivers(CallbackScene scene) throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        scene.client.on("probe", message -> delivered.countDown());
        scene.client.connect().get(10, TimeUnit.SECONDS);
        scene.server.awaitPeer();
        scene.server.say("probe||1");

        assertThat(delivered.await(10, TimeUnit.SECONDS))
                .as("a message is delivered")
                .isTrue();
    }

    private static void assertCloses(CallbackScene scene) throws Exception {
        scene.client.closeAsync(Duration.ZERO).get(10, TimeUnit.SECONDS);

        assertThat(scene.client.state()).isEqualTo(ConnectionState.CLOSED);
    }

    /** Workers of ours end after two idle seconds, unless they are stuck. */
    @AfterAll
    static void noThreadIsStuck() {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("keepwire-")));
    }
}
