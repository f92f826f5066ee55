// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * What a client's messages keep to on their way out.
 *
 * @param outbox how many may wait, where, and what happens to those beyond
 * @param rateLimit how fast each sender's may go, or null
 * @param acks whether the dialect can acknowledge
 * @param codec what reads the payloads of those that an earlier life has left
 */
public record SendRules(Outbox outbox, @Nullable RateLimit rateLimit, boolean acks, PayloadCodec codec) {}
