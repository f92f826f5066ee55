// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What messages and acknowledgements carry, where that may be more than one thing. */
final class Arguments {
    private Arguments() {}

    /** A call with a bare {@code null} means one argument, whatever Java makes of it. */
    static List<@Nullable Object> list(@Nullable Object @Nullable [] values) {
        return values == null ? Collections.singletonList(null) : Arrays.asList(values);
    }

    static <T> T read(List<Payload> arguments, int index, Class<T> type) {
        if (index < 0 || index >= arguments.size()) {
            throw new KeepwireException(
                    ErrorCode.PAYLOAD_MISMATCH,
                    "there is no argument " + index + ": there are " + arguments.size() + ", counted from 0");
        }
        return arguments.get(index).as(type);
    }
}
