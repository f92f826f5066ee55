// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.outbox.Outbox;

/**
 * What a client's messages keep to on their way out.
 *
 * @param outbox how many may wait, where, and what happens to those beyond
 * @param acks whether the dialect can acknowledge
 * @param codec what reads the payloads of those that an earlier life has left
 */
public record SendRules(Outbox outbox, boolean acks, PayloadCodec codec) {}
