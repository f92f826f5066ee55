/**
 * Our client on servers that are not ours. Skipped, and said so, where Node or its packages are missing; with {@code KEEPWIRE_INTEROP=required}
 * in the environment, as in {@code .ci/run}, that is a failure.
 */
@NullMarked
package io.github.keepwire.interop;

import org.jspecify.annotations.NullMarked;
