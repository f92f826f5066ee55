// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.stats.ClientStats;

/** All that the listeners of one life are handed, held against what the client says it received and dropped. */
final class Hearing {
    private final Inbox inbox;
    private final Ear ear;
    private int messages;
    private boolean toldOfDrops;

    Hearing(Inbox inbox) {
        this.inbox = inbox;
        this.ear = new Ear(-1, false, Plan.newsStreams(inbox));
    }

    void heard(Message message) {
        messages++;
        if (message.type().equals("news")) {
            ear.hear(message);
        }
    }

    void heard(ErrorEvent event) {
        toldOfDrops |= event.error().code() == ErrorCode.INBOX_FULL;
    }

    /** Between two steps; what the listeners have yet to hear is on its way to them. */
    void agreesWith(ClientStats.Inbound stats, boolean lag) {
        long passed = stats.control()
                + stats.malformed()
                + stats.repeated()
                + stats.behind()
                + stats.invalid()
                + stats.filtered()
                + stats.limited()
                + stats.delivered();
        Sends.check(stats.frames() + stats.recovered() == passed, "every frame is counted once: %s", stats);
        long underWay = stats.delivered() - stats.dropped() - messages;
        Sends.check(underWay >= 0 && underWay <= stats.waiting(), "%s were heard: %s", messages, stats);

        if (!lag) {
            Sends.check(stats.waiting() == 0, "all are heard or dropped: %s", stats);
            Sends.check(toldOfDrops == stats.dropped() > 0, "drops are told: %s", stats);
        }
        if (inbox.whenFull() == Inbox.WhenFull.PAUSE) {
            Sends.check(stats.dropped() == 0, "a pause drops nothing before the reserve is full: %s", stats);
        } else {
            Sends.check(underWay <= inbox.maxMessages(), "the bound of the inbox holds: %s, %s", inbox, stats);
        }
    }
}
