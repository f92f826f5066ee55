// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.internal.json.StrictJson;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the open objects of a document have used, so that none comes twice. One for each session, used again for
 * each frame: it makes no objects while objects stay small, where a parser's own check makes a set for each.
 */
final class FieldNames {
    /** From so many names on, looking through all of them costs more than a set. */
    private static final int SMALL = 16;

    private String[] names = new String[4 * SMALL];
    private int size;
    /** Where the names of each open object begin. */
    private final int[] starts = new int[StrictJson.MAX_DEPTH + 1];
    /** The names of open objects that are not small; null for the others. */
    private final @Nullable Set<String>[] sets = noSets();

    private int depth;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Set<String>[] noSets() {
        return new Set[StrictJson.MAX_DEPTH + 1];
    }

    /** Forgets everything: another document begins. */
    void clear() {
        while (depth > 0) {
            leaveObject();
        }
    }

    void enterObject() {
        starts[depth++] = size;
    }

    void leaveObject() {
        depth--;
        size = starts[depth];
        sets[depth] = null;
    }

    /** Notes a name of the innermost object; false if it had that name already. */
    boolean add(String name) {
        int open = depth - 1;
        Set<String> set = sets[open];
        if (set != null) {
            return set.add(name);
        }
        for (int i = starts[open]; i < size; i++) {
            if (names[i].equals(name)) {
                return false;
            }
        }
        remember(name, open);
        return true;
    }

    private void remember(String name, int open) {
        if (size - starts[open] == SMALL) {
            Set<String> set = new HashSet<>(Arrays.asList(names).subList(starts[open], size));
            set.add(name);
            sets[open] = set;
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size++] = name;
    }
}
