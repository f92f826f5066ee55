// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the open objects of a document have used, so that none comes twice. Used again for each document: it
 * makes no objects while objects stay small.
 *
 * <p>A name is a part of a text. Each leaves a mark, made of its length and three of its characters: a new mark in a word of 64 bits
 * settles nearly all names at once, and the names of an equal mark are compared.
 */
final class FieldNames {
    /** From so many names on, looking through all of them costs more than a set. */
    private static final int SMALL = 16;

    private String[] sources = new String[4 * SMALL];
    private int[] froms = new int[4 * SMALL];
    private int[] tos = new int[4 * SMALL];
    private int[] marks = new int[4 * SMALL];
    private int size;
    /** How many names were kept since the last {@link #clear}. */
    private int most;

    private int depth;
    /** Where the names of each open object begin. */
    private final int[] starts = new int[StrictJson.MAX_DEPTH];
    /** One bit for each mark that the names of each open object have. */
    private final long[] marked = new long[StrictJson.MAX_DEPTH];
    /** The names of open objects that are not small; null for the others. */
    private final @Nullable Set<String>[] sets = noSets();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Set<String>[] noSets() {
        return new Set[StrictJson.MAX_DEPTH];
    }

    /** Forgets everything, and lets go of the texts. */
    void clear() {
        while (depth > 0) {
            leaveObject();
        }
        Arrays.fill(sources, 0, most, "");
        most = 0;
    }

    void enterObject() {
        starts[depth] = size;
        marked[depth] = 0;
        depth++;
    }

    void leaveObject() {
        depth--;
        most = Math.max(most, size);
        size = starts[depth];
        sets[depth] = null;
    }

    /** Notes a part of a text as a name of the innermost object; false if it had that name already. */
    boolean add(String source, int from, int to) {
        int open = depth - 1;
        Set<String> set = sets[open];
        if (set != null) {
            return set.add(source.substring(from, to));
        }
        int mark = mark(source, from, to);
        long bit = 1L << mark;
        if ((marked[open] & bit) != 0 && has(mark, source, from, to)) {
            return false;
        }
        marked[open] |= bit;
        if (size - starts[open] == SMALL) {
            sets[open] = set(open, source.substring(from, to));
        } else {
            keep(mark, source, from, to);
        }
        return true;
    }

    private static int mark(String source, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int ends = source.charAt(from) * 31 + source.charAt(to - 1);
        return (ends * 31 + source.charAt(from + length / 2)) * 31 + length;
    }

    private boolean has(int mark, String source, int from, int to) {
        int length = to - from;
        for (int i = starts[depth - 1]; i < size; i++) {
            if (marks[i] == mark
                    && tos[i] - froms[i] == length
                    && sources[i].regionMatches(froms[i], source, from, length)) {
                return true;
            }
        }
        return false;
    }

    private void keep(int mark, String source, int from, int to) {
        if (size == marks.length) {
            grow(2 * size);
        }
        sources[size] = source;
        froms[size] = from;
        tos[size] = to;
        marks[size] = mark;
        size++;
    }

    private void grow(int capacity) {
        sources = Arrays.copyOf(sources, capacity);
        froms = Arrays.copyOf(froms, capacity);
        tos = Arrays.copyOf(tos, capacity);
        marks = Arrays.copyOf(marks, capacity);
    }

    private Set<String> set(int open, String last) {
        Set<String> set = new HashSet<>();
        for (int i = starts[open]; i < size; i++) {
            set.add(sources[i].substring(froms[i], tos[i]));
        }
        set.add(last);
        return set;
    }
}
