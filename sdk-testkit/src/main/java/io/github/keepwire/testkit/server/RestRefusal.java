// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

/** What somebody asks of the HTTP side is refused, with a status and for a reason. */
final class RestRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RestRefusal(int status, String why) {
        super(why);
        this.status = status;
    }

    RestReply reply() {
        return RestReply.refused(status, String.valueOf(getMessage()));
    }
}
