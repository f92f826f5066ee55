// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private static final String TEXT =
            " a b " + IntStream.range(0, 5_000).mapToObj(i -> "n" + i).collect(Collectors.joining(" ")) + " ";

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
    void namesWithEscapesAreTheSameAsThoseWithout() {
        names.enterObject();
        assertThat(add("n0")).isTrue();
        assertThat(addUnescaped("n1")).isTrue();

        assertThat(addUnescaped("n0")).isFalse();
        assertThat(add("n1")).isFalse();
        for (int i = 2; i < 200; i++) {
            assertThat(i % 3 == 0 ? addUnescaped("n" + i) : add("n" + i)).isTrue();
        }
        for (int i = 0; i < 200; i++) {
            assertThat(i % 3 == 0 ? add("n" + i) : addUnescaped("n" + i)).isFalse();
        }
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
        int from = TEXT.indexOf(" " + name + " ") + 1;
        return names.add(TEXT, from, from + name.length(), null);
    }

    private boolean addUnescaped(String name) {
        return names.add(TEXT, 0, 1, name);
    }
}
