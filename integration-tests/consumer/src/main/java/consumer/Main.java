// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends a greeting to an echo on the loopback address and prints what comes back. */
public final class Main {
    private Main() {}

    /** What travels: a record of the application. */
    record Greeting(String text) {}

    /**
     * Runs the round trip; fails with an exception if the greeting does not come back within ten seconds.
     *
     * @param args none
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        var returned = new CompletableFuture<Greeting>();
        try (var echo = new Echo();
                var client = RealtimeClient.builder(echo.uri())
                        .identity(Identity.of("consumer", "A consumer"))
                        .connect()) {
            client.on("greeting", Greeting.class, (greeting, message) -> returned.complete(greeting));

            var outcome = client.send("greeting", new Greeting("hello")).outcome();

            System.out.println("outcome: " + outcome.get(10, TimeUnit.SECONDS));
            var how = Main.class.getModule().isNamed() ? "module path" : "class path";
            System.out.println("round trip on the " + how + ": " + returned.get(10, TimeUnit.SECONDS).text());
        }
    }
}
