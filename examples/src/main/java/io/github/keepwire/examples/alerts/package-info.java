/**
 * Cameras that raise blue light alerts and monitors that acknowledge them, over the device envelope.
 *
 * <p>Start reading at {@link io.github.keepwire.examples.alerts.Camera}.
 */
@NullMarked
package io.github.keepwire.examples.alerts;

import org.jspecify.annotations.NullMarked;
