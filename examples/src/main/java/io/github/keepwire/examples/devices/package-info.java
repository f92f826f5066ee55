/**
 * Devices that are watched through topics: start reading at {@link io.github.keepwire.examples.devices.DevicesCommand}.
 */
@NullMarked
package io.github.keepwire.examples.devices;

import org.jspecify.annotations.NullMarked;
