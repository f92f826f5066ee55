// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was promised against what arrived.
 *
 * @param accepted how many messages the sender's client took responsibility for
 * @param delivered how many of them arrived
 * @param lost how many of them did not
 * @param duplicates how many arrivals were one too many
 */
record Score(int accepted, int delivered, int lost, int duplicates) {
    /** Compares the ids that were accepted with the ids that arrived, repeats included. */
    static Score of(Set<String> accepted, List<String> arrived) {
        Set<String> delivered = new HashSet<>(arrived);
        int duplicates = arrived.size() - delivered.size();
        delivered.retainAll(accepted);
        return new Score(accepted.size(), delivered.size(), accepted.size() - delivered.size(), duplicates);
    }

    boolean isPerfect(int sent) {
        return accepted == sent && delivered == sent && lost == 0 && duplicates == 0;
    }

    @Override
    public String toString() {
        return "accepted=" + accepted + " delivered=" + delivered + " lost=" + lost + " duplicates=" + duplicates;
    }
}
