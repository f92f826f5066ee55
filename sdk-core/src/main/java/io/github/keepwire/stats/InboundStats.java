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
 * @param delivered messages handed to the mailbox
 * @param waiting messages in the mailbox, not yet given to listeners
 */
public record InboundStats(long frames, long malformed, long invalid, long filtered, long delivered, long waiting) {}
