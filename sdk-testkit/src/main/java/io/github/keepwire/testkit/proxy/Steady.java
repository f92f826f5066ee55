// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

/** The modes that treat every chunk alike. */
enum Steady implements Mode {
    /** Everything passes at once. */
    PASS,

    /** Nothing passes, and since nobody takes it, nothing more is read. */
    STALL,

    /** Everything is read and lost. */
    BLACK_HOLE,

    /** Every connection has had its end in this direction; what comes after it is lost. */
    ENDED;

    @Override
    public Verdict judge(int bytes, long since, long now) {
        return switch (this) {
            case PASS -> Verdict.forward(bytes);
            case STALL -> Verdict.waitFor(Long.MAX_VALUE);
            case BLACK_HOLE, ENDED -> Verdict.swallow(bytes);
        };
    }
}
