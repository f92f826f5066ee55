// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Pace;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Target;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One run of a camera against a server: raises its alerts and waits until each is acknowledged. */
final class CameraRun {
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration WORTH = Duration.ofSeconds(10);

    private final Target target;
    private final Consumer<String> log;
    private final CameraOptions options;

    CameraRun(Target target, CameraOptions options, Consumer<String> log) {
        this.target = target;
        this.options = options;
        this.log = log;
    }

    /** Blocks until every alert has its outcome; answers how many were acknowledged. */
    int raiseAll() throws InterruptedException {
        Camera camera = new Camera(DeviceInfo.camera(options.location()), options.group(), log);
        Identity identity = Identity.of(options.device(), options.location() + " camera");
        try (Session session = new Session(
                target, builder -> camera.describe(builder, options.heartbeat()).identity(identity))) {
            camera.listen(session.client());
            session.connect();
            log.accept("is connected as " + options.device() + " in the group " + options.group());
            return await(raise(camera, session));
        }
    }

    private List<CompletableFuture<Outcome>> raise(Camera camera, Session session) throws InterruptedException {
        SendOptions promise = SendOptions.acked(ACK_TIMEOUT).timeToLive(WORTH);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        Pace pace = new Pace(options.gap());
        for (int i = 0; i < options.count(); i++) {
            pace.await();
            Receipt receipt = camera.raise(session.client(), BlueAlert.at(options.location()), promise);
            if (receipt != null) {
                log.accept("raises alert " + receipt.id());
                outcomes.add(receipt.outcome());
            }
        }
        return outcomes;
    }

    private static int await(List<CompletableFuture<Outcome>> outcomes) throws InterruptedException {
        int acked = 0;
        for (CompletableFuture<Outcome> outcome : outcomes) {
            acked += isAcked(outcome) ? 1 : 0;
        }
        return acked;
    }

    private static boolean isAcked(CompletableFuture<Outcome> outcome) throws InterruptedException {
        try {
            Duration longest = WORTH.plus(ACK_TIMEOUT);
            return outcome.get(longest.toMillis(), TimeUnit.MILLISECONDS).status() == Outcome.Status.ACKED;
        } catch (ExecutionException refused) {
            return false;
        } catch (TimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "timed out: an alert has no outcome");
        }
    }
}
