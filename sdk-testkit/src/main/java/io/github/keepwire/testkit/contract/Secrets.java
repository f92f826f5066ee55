// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The secrets that every request of the contract carries, and the check that they stay in it. */
final class Secrets {
    static final String QUERY = "CANARY-in-the-query";
    static final String HEADER = "CANARY-in-a-header";
    private static final String ANY = "CANARY";

    private Secrets() {}

    static void assertAbsent(Object thing) {
        assertThat(thing.toString()).as("text of " + thing.getClass().getName()).doesNotContain(ANY);
    }

    /** Messages of the whole chain of causes, and of what was suppressed. */
    static void assertAbsentFromChain(@Nullable Throwable error) {
        if (error == null) {
            return;
        }
        StringWriter chain = new StringWriter();
        error.printStackTrace(new PrintWriter(chain));
        assertThat(chain.toString()).as("error with its causes").doesNotContain(ANY);
    }
}
