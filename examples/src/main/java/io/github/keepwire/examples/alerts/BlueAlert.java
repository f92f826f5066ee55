// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A blue light was seen: the payload of {@code blueAlert}.
 *
 * @param intensity how bright, from 0 to 1
 * @param duration for how long, in seconds
 * @param location where
 * @param confidence how sure the camera is, from 0 to 1
 * @param detectionArea where in the picture
 * @param imageData a small picture as base64, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BlueAlert(
        double intensity,
        double duration,
        String location,
        double confidence,
        DetectionArea detectionArea,
        @Nullable String imageData) {
    /** What a camera at a place would see. */
    static BlueAlert at(String location) {
        return new BlueAlert(0.85, 2.5, location, 0.92, new DetectionArea(120, 80, 200, 150), null);
    }
}
