// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

/**
 * What a monitor wants of the cameras of its group: the payload of {@code settings}.
 *
 * @param sensitivity the lowest intensity worth an alert, from 0 to 1
 * @param captureImages whether alerts carry a picture
 */
record Settings(double sensitivity, boolean captureImages) {
    /** What a camera does until somebody says otherwise. */
    static final Settings DEFAULTS = new Settings(0.5, false);
}
