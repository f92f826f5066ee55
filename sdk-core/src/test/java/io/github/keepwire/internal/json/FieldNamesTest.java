// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private final FieldNames names = new FieldNames();

    @Test
    void aNameComesOnceInAnObject() {
        names.enterObject();

        assertThat(add("a")).isTrue();
        assertThat(add("b")).isTrue();
        assertThat(add("a")).isFalse();
    }

    @Test
    void anInnerObjectHasNamesOfItsOwn() {
        names.enterObject();
        add("a");
        names.enterObject();

        assertThat(add("a")).isTrue();
        assertThat(add("b")).isTrue();
        names.leaveObject();

        assertThat(add("b")).isTrue();
        assertThat(add("a")).isFalse();
    }

    @Test
    void thousandsOfNamesAreKnownToo() {
        names.enterObject();
        for (int i = 0; i < 5_000; i++) {
            assertThat(add("n" + i)).isTrue();
        }

        assertThat(add("n0")).isFalse();
        assertThat(add("n15")).isFalse();
        assertThat(add("n16")).isFalse();
        assertThat(add("n4999")).isFalse();
    }

    @Test
    void manyOpenObjectsShareTheRoom() {
        for (int depth = 0; depth < 60; depth++) {
            names.enterObject();
            for (int i = 0; i < 10; i++) {
                assertThat(add("n" + i)).isTrue();
            }
        }
        assertThat(add("n3")).isFalse();
    }

    @Test
    void anotherDocumentStartsAnew() {
        names.enterObject();
        add("a");
        names.enterObject();
        names.clear();
        names.enterObject();

        assertThat(add("a")).isTrue();
    }

    private boolean add(String name) {
        return names.add(name, 0, name.length());
    }
}
