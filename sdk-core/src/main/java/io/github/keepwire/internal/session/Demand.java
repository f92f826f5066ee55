// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.transport.Link;

/**
 * How many frames are asked of the link: few enough that what is under way fits beside a full mailbox, many enough that
 * the link need not wait for each answer.
 */
final class Demand {
    private static final int WIDEST = 16;
    private static final int BUDGET_BYTES = 1 << 20;

    private int outstanding;
    private int largest = BUDGET_BYTES;

    void received(int frameBytes) {
        outstanding--;
        // the first frame makes the guess; after that only a larger one narrows the window
        largest = largest == BUDGET_BYTES ? frameBytes : Math.max(largest, frameBytes);
    }

    void renew(Link link) {
        int window = Math.max(1, Math.min(WIDEST, BUDGET_BYTES / Math.max(1, largest)));
        // asking costs: so only for half a window at a time
        if (outstanding <= window / 2) {
            link.request(window - outstanding);
            outstanding = window;
        }
    }

    boolean isNone() {
        return outstanding == 0;
    }
}
