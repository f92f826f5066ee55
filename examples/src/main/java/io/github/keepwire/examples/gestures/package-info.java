/**
 * Gestures and AI answers on channels: start reading at {@link io.github.keepwire.examples.gestures.GesturesCommand}.
 */
@NullMarked
package io.github.keepwire.examples.gestures;

import org.jspecify.annotations.NullMarked;
