/**
 * The story that Keepwire tells without a server: start reading at {@link io.github.keepwire.examples.demo.Story}.
 */
@NullMarked
package io.github.keepwire.examples.demo;

import org.jspecify.annotations.NullMarked;
