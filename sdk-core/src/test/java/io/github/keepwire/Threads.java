// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.loop.SystemEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that an application may give to a client. */
final class Threads implements AutoCloseable {
    /** Who brings which. */
    enum Kind {
        /** Nothing is given. */
        DEFAULT,
        /** One thread of the application's for listeners. */
        SINGLE_CALLBACK,
        /** Listeners run on whatever thread brings the message. */
        DIRECT_CALLBACK,
        /** One pool of the application's for everything. */
        POOL
    }

    private final List<ExecutorService> own = new ArrayList<>();
    final Executor executor;
    final Executor callbackExecutor;

    Threads(Kind kind) {
        Executor shared = SystemEnvironment.shared().executor();
        executor = kind == Kind.POOL ? own(Executors.newFixedThreadPool(4)) : shared;
        callbackExecutor = switch (kind) {
            case DEFAULT -> shared;
            case SINGLE_CALLBACK -> own(Executors.newSingleThreadExecutor());
            case DIRECT_CALLBACK -> Runnable::run;
            case POOL -> executor;
        };
    }

    private ExecutorService own(ExecutorService service) {
        own.add(service);
        return service;
    }

    RealtimeClientBuilder give(RealtimeClientBuilder builder) {
        return builder.executor(executor).callbackExecutor(callbackExecutor);
    }

    /** Ends the application's own threads; one that is stuck is a failure. */
    @Override
    public void close() {
        for (ExecutorService service : own) {
            service.shutdown();
            assertThat(ends(service)).as("all threads end").isTrue();
        }
    }

    private static boolean ends(ExecutorService service) {
        try {
            return service.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
