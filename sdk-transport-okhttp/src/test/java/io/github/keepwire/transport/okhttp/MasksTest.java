// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MasksTest {
    /** The example of RFC 6455, section 5.7. */
    @Test
    void masksAsTheStandardDoes() {
        byte[] bytes = "Hello".getBytes(UTF_8);

        Masks.apply(0x37fa213d, bytes);

        assertThat(bytes).containsExactly(0x7f, 0x9f, 0x4d, 0x51, 0x58);
    }

    @Test
    void everyFrameHasItsOwnKey() {
        Masks masks = new Masks(new SecureRandom());
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            keys.add(masks.next());
        }

        assertThat(keys).hasSizeGreaterThan(195);
    }
}
