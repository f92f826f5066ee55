// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

/**
 * What became of everything that arrived. In every snapshot, {@code frames} covers control frames too, so that the other
 * counts need not add up to it.
 *
 * @param frames frames received
 * @param malformed frames that were not what the dialect expects
 * @param invalid messages that broke a rule
 * @param filtered messages that a filter held back
 * @param limited messages that their sender's rate limit held back
 * @param delivered messages on their way to listeners, whatever becomes of them
 * @param waiting of these, messages that listeners have not returned from yet
 * @param dropped of these, messages that were dropped since listeners were too slow
 */
public record InboundStats(
        long frames,
        long malformed,
        long invalid,
        long filtered,
        long limited,
        long delivered,
        long waiting,
        long dropped) {}
