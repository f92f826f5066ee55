// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.time.Environment;
import java.util.concurrent.Executor;
import okhttp3.Call;
import okio.Socket;
import okio.Source;

/**
 * What a link stands on: the upgraded socket and the call that owns it.
 *
 * @param call what to cancel so that reads and writes fail at once
 * @param upgraded the two streams
 * @param environment where timers and the ticker come from
 * @param shared what all links of the transport share
 */
record LinkSocket(Call call, Socket upgraded, Environment environment, Shared shared) {
    Source source() {
        return upgraded.getSource();
    }

    FrameSink frameSink(WriteWatch watch) {
        return new FrameSink(upgraded.getSink(), watch, new Masks(shared.random()));
    }

    Executor executor() {
        return shared.executor();
    }

    /** Closes the connection under whoever reads or writes. */
    void cancel() {
        call.cancel();
    }

    /** Gives the connection back, once nobody reads or writes. */
    void free() {
        Quietly.close(upgraded.getSink());
        Quietly.close(upgraded.getSource());
        call.cancel();
    }

    /** The link ended: the transport need not end it. */
    void forget(Abortable link) {
        shared.open().remove(link);
    }
}
