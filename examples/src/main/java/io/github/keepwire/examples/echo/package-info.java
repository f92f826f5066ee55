/**
 * A dialect of one's own, as small as it gets: start reading at {@link io.github.keepwire.examples.echo.EchoProtocol}.
 */
@NullMarked
package io.github.keepwire.examples.echo;

import org.jspecify.annotations.NullMarked;
