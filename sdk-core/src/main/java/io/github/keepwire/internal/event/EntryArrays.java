// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import java.util.Arrays;

/** Copies of listener arrays, one longer or one shorter: readers go on with the array they have. */
final class EntryArrays {
    private EntryArrays() {}

    static <E> Entry<E>[] with(Entry<E>[] entries, Entry<E> added) {
        Entry<E>[] longer = Arrays.copyOf(entries, entries.length + 1);
        longer[entries.length] = added;
        return longer;
    }

    /** Returns the same array if the entry is not in it. */
    static <E> Entry<E>[] without(Entry<E>[] entries, Entry<E> removed) {
        int index = Arrays.asList(entries).indexOf(removed);
        if (index < 0) {
            return entries;
        }
        Entry<E>[] shorter = Arrays.copyOf(entries, entries.length - 1);
        System.arraycopy(entries, index + 1, shorter, index, shorter.length - index);
        return shorter;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static <E> Entry<E>[] none() {
        return new Entry[0];
    }
}
