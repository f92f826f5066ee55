/** The dev server as a user's tests have it: clients of ours, real transports, real sockets. */
@NullMarked
package io.github.keepwire.server;

import org.jspecify.annotations.NullMarked;
