// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A durable outbox on a disk that is full: refuses, keeps what it has, and goes on once there is room. */
@Tag("root")
@ParameterizedClass(name = "{0}")
@MethodSource("transports")
class FullDiskTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final String KILOBYTE = "x".repeat(1_000);
    private static final int BALLAST_BYTES = 256 << 10;
    /** More than fit. */
    private static final int MANY = 10_000;

    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    Path place;

    private @Nullable SmallDisk disk;

    private final Transport transport;
    private final Map<String, Receipt> accepted = new LinkedHashMap<>();
    private final Queue<ErrorCode> errors = new ConcurrentLinkedQueue<>();

    FullDiskTest(Transport transport) {
        this.transport = transport;
    }

    static Stream<Named<Transport>> transports() {
        return TRANSPORTS.stream().map(transport -> Named.of(transport.name(), transport));
    }

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @BeforeEach
    void mount() {
        try {
            disk = SmallDisk.mount(place.resolve("small"));
        } catch (IOException refused) {
            Assumptions.abort("this machine lets nobody mount: " + refused.getMessage());
        }
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @AfterEach
    void nothingElseWentWrong() {
        assertThat(errors).allMatch(code -> code == ErrorCode.STORE_FAILED);
    }

    @Test
    void whatWasAcceptedOutlivesAFullDiskAndItAcceptsAgainWhenAFileIsDeleted() throws Exception {
        Path ballast = Files.write(disk().resolve("ballast"), new byte[BALLAST_BYTES]);
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            Path outbox = disk().resolve("outbox");
            RealtimeClient offline = client(server.url(), outbox);
            KeepwireException refusal = sendUntilRefused(offline);
            assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_FAILED);
            assertThat(refusal.retryable()).isTrue();
            int before = accepted.size();

            Files.delete(ballast);

            assertThat(send(offline)).isNull();
            offline.closeAsync(Duration.ZERO).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            try (RealtimeClient next = client(server.url(), outbox)) {
                assertThat(next.stats().ledger().restored()).isEqualTo(before + 1L);
                next.connect();
                assertThat(arrived(server)).containsExactlyElementsOf(accepted.keySet());
            }
        }
    }

    @Test
    void outboxThatFilledTheDiskDrainsWhenTheServerAppearsAndAcceptsAgain() throws Exception {
        URI url = nobodyThere();
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().port(url.getPort())) {
            try (RealtimeClient client = client(url, disk().resolve("outbox"))) {
                client.connect();
                assertThat(sendUntilRefused(client).code()).isEqualTo(ErrorCode.STORE_FAILED);

                server.start();

                allAreAcknowledged();
                assertThat(send(client)).isNull();
                allAreAcknowledged();
                assertThat(arrived(server)).containsExactlyElementsOf(accepted.keySet());
            }
        }
    }

    /** Where a server was until now, and can be again. */
    private static URI nobodyThere() {
        try (DevServer gone = DevServer.acknowledgingDeviceEnvelope().start()) {
            return gone.url();
        }
    }

    private RealtimeClient client(URI url, Path outbox) {
        RealtimeClient client = RealtimeClient.builder(url)
                .transport(transport)
                .identity(Identity.of("sender", "Sender"))
                .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofMillis(50))))
                .outbox(Outbox.durable(outbox).maxMessages(MANY))
                .build();
        client.onError(event -> errors.add(event.error().code()));
        return client;
    }

    private KeepwireException sendUntilRefused(RealtimeClient client) throws Exception {
        for (int i = 0; i < MANY; i++) {
            KeepwireException refusal = send(client);
            if (refusal != null) {
                assertThat(accepted).as("before the disk was full").isNotEmpty();
                return refusal;
            }
        }
        throw new AssertionError("the disk never was full");
    }

    /** Returns why it was refused, or null if it was accepted. */
    private @Nullable KeepwireException send(RealtimeClient client) throws Exception {
        String id = UUID.randomUUID().toString();
        Receipt receipt = client.send(
                Message.builder("order").id(id).payload(KILOBYTE).build(),
                SendOptions.acked(ofSeconds(PATIENCE_SECONDS)));
        try {
            receipt.accepted().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            accepted.put(id, receipt);
            return null;
        } catch (ExecutionException refused) {
            return (KeepwireException) refused.getCause();
        }
    }

    private void allAreAcknowledged() throws Exception {
        for (Receipt receipt : accepted.values()) {
            assertThat(receipt.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS).status())
                    .isEqualTo(Outcome.Status.ACKED);
        }
    }

    /** The ids that have come once all that were accepted should have, in order. */
    private List<String> arrived(DevServer server) {
        List<String> ids = new ArrayList<>();
        server.await("order", accepted.size())
                .forEach(order -> ids.add(order.text("/id").orElseThrow()));
        return ids;
    }

    private Path disk() {
        return requireNonNull(disk).directory();
    }
}
