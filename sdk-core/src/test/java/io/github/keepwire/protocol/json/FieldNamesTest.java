// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private final FieldNames names = new FieldNames();

    @Test
    void aNameComesOnceInAnObject() {
        names.enterObject();

        assertThat(names.add("a")).isTrue();
        assertThat(names.add("b")).isTrue();
        assertThat(names.add("a")).isFalse();
    }

    @Test
    void anInnerObjectHasNamesOfItsOwn() {
        names.enterObject();
        names.add("a");
        names.enterObject();

        assertThat(names.add("a")).isTrue();
        assertThat(names.add("b")).isTrue();
        names.leaveObject();

        assertThat(names.add("b")).isTrue();
        assertThat(names.add("a")).isFalse();
    }

    @Test
    void thousandsOfNamesAreKnownToo() {
        names.enterObject();
        for (int i = 0; i < 5_000; i++) {
            assertThat(names.add("n" + i)).isTrue();
        }

        assertThat(names.add("n0")).isFalse();
        assertThat(names.add("n15")).isFalse();
        assertThat(names.add("n16")).isFalse();
        assertThat(names.add("n4999")).isFalse();
    }

    @Test
    void manyOpenObjectsShareTheRoom() {
        for (int depth = 0; depth < 60; depth++) {
            names.enterObject();
            for (int i = 0; i < 10; i++) {
                assertThat(names.add("n" + i)).isTrue();
            }
        }
        assertThat(names.add("n3")).isFalse();
    }

    @Test
    void anotherDocumentStartsAnew() {
        names.enterObject();
        names.add("a");
        names.enterObject();
        names.clear();
        names.enterObject();

        assertThat(names.add("a")).isTrue();
    }
}
