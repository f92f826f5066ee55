// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.retry;

import java.time.Duration;

/**
 * What follows a loss.
 *
 * @param again whether there is another attempt
 * @param attempt which one, from 1 on; 0 if there is none
 * @param delay how long until then
 * @param verdict why there is none, for people; empty if there is one
 */
public record RetryPlan(boolean again, int attempt, Duration delay, String verdict) {
    /**
     * There is another attempt.
     *
     * @param attempt which one, from 1 on
     * @param delay how long until then
     * @return the plan
     */
    public static RetryPlan again(int attempt, Duration delay) {
        return new RetryPlan(true, attempt, delay, "");
    }

    /**
     * That was the last attempt.
     *
     * @param verdict why, for people
     * @return the plan
     */
    public static RetryPlan giveUp(String verdict) {
        return new RetryPlan(false, 0, Duration.ZERO, verdict);
    }
}
