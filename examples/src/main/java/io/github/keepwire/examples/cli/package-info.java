/**
 * The command line: what its options mean, how a command connects, what it prints, and how it ends.
 *
 * <p>Start reading at {@link io.github.keepwire.examples.cli.ListenCommand}.
 */
@NullMarked
package io.github.keepwire.examples.cli;

import org.jspecify.annotations.NullMarked;
