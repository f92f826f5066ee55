// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the open objects of a document have used, so that none comes twice. Used again for each document: it
 * makes no objects while objects stay small and names have no escapes.
 *
 * <p>A name is a part of the document's text, or a text of its own if it had escapes. It leaves a mark, made of its length and three of
 * its characters; a new mark in a word of 64 bits settles nearly all names at once, and only those of an equal mark are compared.
 * The text is handed in each time: to keep a reference to it for each name would cost the collector more than all the rest.
 */
final class FieldNames {
    /** From so many names on, looking through all of them costs more than a set. */
    private static final int SMALL = 16;

    private int[] froms = new int[4 * SMALL];
    private int[] tos = new int[4 * SMALL];
    private int[] marks = new int[4 * SMALL];
    /** What names with escapes mean, null for the others; there is no such array before the first of them. */
    private @Nullable String @Nullable [] meant;

    private int size;

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

    /** Forgets everything: another document begins. */
    void clear() {
        while (depth > 0) {
            leaveObject();
        }
        if (meant != null) {
            meant = null;
        }
    }

    void enterObject() {
        starts[depth] = size;
        marked[depth] = 0;
        depth++;
    }

    void leaveObject() {
        depth--;
        size = starts[depth];
        if (sets[depth] != null) {
            sets[depth] = null;
        }
    }

    /**
     * Notes a name of the innermost object.
     *
     * @param text the document
     * @param from where the name begins
     * @param to where it ends
     * @param unescaped what it means if it has escapes, or null
     * @return false if the object had that name already
     */
    boolean add(String text, int from, int to, @Nullable String unescaped) {
        int open = depth - 1;
        Set<String> set = sets[open];
        if (set != null) {
            return set.add(unescaped == null ? text.substring(from, to) : unescaped);
        }
        if (unescaped == null) {
            put(text, from, to);
        } else {
            put(unescaped, 0, unescaped.length());
            keepMeant(unescaped);
        }
        long bit = 1L << marks[size];
        if ((marked[open] & bit) != 0 && isLastThereAlready(text, starts[open])) {
            return false;
        }
        marked[open] |= bit;
        size++;
        if (size - starts[open] > SMALL) {
            sets[open] = set(text, starts[open]);
        }
        return true;
    }

    /** Puts a name behind the others, where it is not one of them yet. */
    private void put(String source, int from, int to) {
        if (size == marks.length) {
            grow(2 * size);
        }
        froms[size] = from;
        tos[size] = to;
        marks[size] = mark(source, from, to);
        if (meant != null) {
            meant[size] = null;
        }
    }

    private void grow(int capacity) {
        froms = Arrays.copyOf(froms, capacity);
        tos = Arrays.copyOf(tos, capacity);
        marks = Arrays.copyOf(marks, capacity);
        if (meant != null) {
            meant = Arrays.copyOf(meant, capacity);
        }
    }

    private void keepMeant(String unescaped) {
        @Nullable String[] all = meant == null ? new String[marks.length] : meant;
        all[size] = unescaped;
        meant = all;
    }

    private static int mark(String source, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int ends = source.charAt(from) * 31 + source.charAt(to - 1);
        return (ends * 31 + source.charAt(from + length / 2)) * 31 + length;
    }

    private boolean isLastThereAlready(String text, int start) {
        int from = froms[size];
        int length = tos[size] - from;
        String last = source(text, size);
        for (int i = start; i < size; i++) {
            boolean alike = marks[i] == marks[size] && tos[i] - froms[i] == length;
            if (alike && source(text, i).regionMatches(froms[i], last, from, length)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> set(String text, int start) {
        Set<String> set = new HashSet<>();
        for (int i = start; i < size; i++) {
            set.add(source(text, i).substring(froms[i], tos[i]));
        }
        return set;
    }

    /** What a name is a part of. */
    private String source(String text, int index) {
        String own = meant == null ? null : meant[index];
        return own == null ? text : own;
    }
}
