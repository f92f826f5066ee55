/**
 * Programs that show how Keepwire is used, one idea each, and the command line that gathers them.
 *
 * <p>Nothing else may import it. Start reading at {@link io.github.keepwire.examples.Quickstart}.
 */
@NullMarked
package io.github.keepwire.examples;

import org.jspecify.annotations.NullMarked;
