// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.protocol.Protocol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client's messages keep to on their way out.
 *
 * @param outbox how many may wait, where, and what happens to those beyond
 * @param rateLimit how fast each sender's may go, or null
 * @param features what the dialect can do
 * @param codec what reads the payloads of those that an earlier life has left
 */
public record SendRules(
        Outbox outbox, @Nullable RateLimit rateLimit, Set<Protocol.Feature> features, PayloadCodec codec) {}
