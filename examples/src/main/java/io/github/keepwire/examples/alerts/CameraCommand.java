// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.ConnectOptions;
import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code alerts camera}: the side that raises alerts, against a server that somebody else runs. */
@Command(
        name = "camera",
        description = {
            "Registers as a camera, raises alerts, and waits until each is acknowledged.",
            "The last line is alerts=N acknowledged=N."
        })
final class CameraCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectOptions connect = new ConnectOptions();

    @Mixin
    private CameraOptions options = new CameraOptions();

    CameraCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        int acked = new CameraRun(connect.target(), options, diary.of("camera")).raiseAll();
        diary.end();
        terminal.line("alerts=" + options.count() + " acknowledged=" + acked);
        return acked == options.count() ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }
}
