// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/** Whether another link makes sense after one that ended. */
public enum Retry {
    /** At once. */
    NOW,
    /** After the usual wait. */
    LATER,
    /** Not unless the application asks for it. */
    NEVER
}
