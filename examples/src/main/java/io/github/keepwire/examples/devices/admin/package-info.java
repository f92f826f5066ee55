/**
 * The HTTP side of a server that watches devices, typed: how an application speaks to endpoints of its own over the transport
 * that its WebSockets use already. Start reading at {@link io.github.keepwire.examples.devices.admin.AdminClient}.
 */
@NullMarked
package io.github.keepwire.examples.devices.admin;

import org.jspecify.annotations.NullMarked;
