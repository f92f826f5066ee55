// SPDX-License-Identifier: Apache-2.0
/** Every transport on the path against a stubbed HTTP server of a stranger: refusals, redirects, exchanges. */
@NullMarked
package io.github.keepwire.refusal;

import org.jspecify.annotations.NullMarked;
