// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis of our own: it keeps nothing on disk and listens at no port, only at a socket in a folder of the test. A shell stands
 * between it and us and ends it when we are gone, however we went.
 */
final class RedisServer implements AutoCloseable {
    private static final String PROGRAM = "redis-server";
    private static final String SHELL =
            PROGRAM + " --port 0 --unixsocket socket --save '' --appendonly no >log 2>&1 & redis=$!\n"
                    + "cat >/dev/null\nkill -KILL $redis\nwait";

    private final Process shell;
    private final Path folder;

    private RedisServer(Process shell, Path folder) {
        this.shell = shell;
        this.folder = folder;
    }

    /**
     * Starts one.
     *
     * @param folder an empty folder, with a short path
     * @return a server that listens
     */
    static RedisServer start(Path folder) throws IOException {
        if (!isInstalled()) {
            NodeServer.missing("there is no " + PROGRAM + " on this machine");
        }
        Process shell = new ProcessBuilder("sh", "-c", SHELL)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        RedisServer server = new RedisServer(shell, folder);
        await("a Redis that listens").atMost(Duration.ofSeconds(30)).until(server::listens);
        return server;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
    }

    private boolean listens() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) && Files.readString(log).contains("eady to accept connections");
    }

    /** Where it listens. */
    String socket() {
        return folder.resolve("socket").toString();
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        shell.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
