// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

/**
 * What a model said: the payload of {@code ai_response}.
 *
 * @param query what was asked
 * @param response what was answered
 */
record AiResponse(String query, String response) {}
