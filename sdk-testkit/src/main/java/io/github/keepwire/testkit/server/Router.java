// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who answers a request, and whether the caller may ask. */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A request as it came; the path is still encoded. */
    record Request(String method, String path, Optional<String> authorization, String body) {}

    private record Match(Route route, Map<String, String> named) {}

    RestReply answer(Request request) {
        List<Match> matches = routes.stream()
                .flatMap(route -> route.match(request.path()).map(named -> new Match(route, named)).stream())
                .toList();
        if (matches.isEmpty()) {
            return RestReply.refused(404, "there is nothing here");
        }
        return matches.stream()
                .filter(match -> match.route().method().equals(request.method()))
                .findFirst()
                .map(match -> guarded(match, request))
                .orElseGet(() -> notAllowed(matches));
    }

    private static RestReply notAllowed(List<Match> matches) {
        String methods = matches.stream().map(match -> match.route().method()).collect(Collectors.joining(", "));
        return RestReply.refused(405, "the method must be " + methods).with("Allow", methods);
    }

    private static RestReply guarded(Match match, Request request) {
        try {
            if (match.route().forAdmins()) {
                demandAdmin(request.authorization());
            }
            return match.route().handler().apply(new RestCall(match.named(), body(request.body())));
        } catch (RestRefusal refusal) {
            return refusal.reply();
        } catch (RuntimeException e) {
            LOG.error("The dev server's HTTP side failed", e);
            return RestReply.refused(500, "the dev server failed: " + e);
        }
    }

    private static void demandAdmin(Optional<String> authorization) {
        Caller caller = Caller.bearer(authorization)
                .flatMap(Caller::of)
                .orElseThrow(() -> new RestRefusal(401, "a token must come as Authorization: Bearer <token>"));
        if (!caller.admin()) {
            throw new RestRefusal(403, "this is for administrators only");
        }
    }

    private static ObjectNode body(String text) {
        return text.isBlank()
                ? Json.newObject()
                : Json.object(text).orElseThrow(() -> new RestRefusal(400, "the body must be one JSON object"));
    }
}
