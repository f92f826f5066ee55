// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Has a document read by {@link JsonScanner} and by Jackson, and asserts that they agree on everything. */
final class BothReaders {
    /** One for all documents, as a session has one for all frames. */
    private final JsonScanner scanner = new JsonScanner();

    /** Reads a document; tells whether both accept it. */
    boolean accept(String json) {
        JacksonsReading expected = JacksonsReading.of(json);
        String refusal = refusal(json, expected);
        scanner.forget();
        if (expected == null) {
            assertThat(refusal).as("Jackson refuses " + abridged(json)).isNotNull();
        } else {
            assertThat(refusal).as("Jackson accepts " + abridged(json)).isNull();
        }
        return expected != null;
    }

    private @Nullable String refusal(String json, @Nullable JacksonsReading expected) {
        try {
            skip(json);
            if (expected != null && !expected.fields().isEmpty()) {
                compare(json, expected);
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void skip(String json) throws IOException {
        scanner.begin(json);
        scanner.skipValue();
        scanner.end();
    }

    private void compare(String json, JacksonsReading expected) throws IOException {
        scanner.begin(json);
        scanner.enterObject();
        for (JacksonsReading.Field field : expected.fields()) {
            boolean more = scanner.nextField();
            boolean same = more && scanner.nameIs(field.name()) && scanner.position() == field.from();
            same = same && !scanner.nameIs(field.name() + "x") && isTextOf(field) && scanner.position() == field.to();
            if (!same) {
                assertThat(abridged(json)).as("reads otherwise: " + field).isNull();
            }
        }
        assertThat(scanner.nextField()).isFalse();
        scanner.end();
    }

    private boolean isTextOf(JacksonsReading.Field field) throws IOException {
        if (field.kind() == JsonToken.VALUE_STRING) {
            return scanner.text().equals(field.text());
        }
        if (field.kind() == JsonToken.VALUE_NUMBER_INT) {
            return field.text() != null && field.text().equals(scanner.integer());
        }
        if (field.kind() == JsonToken.VALUE_NUMBER_FLOAT) {
            return scanner.integer() == null;
        }
        scanner.skipValue();
        return true;
    }

    private static String abridged(String json) {
        return json.length() <= 2_000 ? json : json.substring(0, 2_000) + ".. (" + json.length() + " characters)";
    }
}
