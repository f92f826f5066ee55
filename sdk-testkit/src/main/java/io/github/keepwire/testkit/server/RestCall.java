// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** What somebody asks the HTTP side: the named segments of the path, and the body, which is empty without one. */
record RestCall(Map<String, String> path, ObjectNode body) {
    String segment(String name) {
        return path.getOrDefault(name, "");
    }

    /** A text that must be there. */
    String text(String name) {
        return optionalText(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new RestRefusal(400, name + " must be a text that is not empty"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new RestRefusal(400, name + " must be a text");
        }
        return Optional.of(value.textValue());
    }

    /** An object; an empty one if it is not there. */
    ObjectNode object(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Json.newObject();
        }
        if (value instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw new RestRefusal(400, name + " must be an object");
    }

    /** A number within bounds, if it is there. */
    Optional<Double> number(String name, double least, double most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw new RestRefusal(400, name + " must be a number from " + least + " to " + most);
        }
        return Optional.of(value.doubleValue());
    }
}
