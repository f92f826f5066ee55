// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Inbox;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits behind a full mailbox, in order, and who goes when there is too much of it. Events of the client itself are
 * never dropped; there are few.
 *
 * <p>Belongs to the loop.
 */
final class Backlog {
    private final Inbox inbox;
    private final int maxMessages;
    private final long maxBytes;
    /** By the number of their arrival. */
    private final LinkedHashMap<Long, Letter> letters = new LinkedHashMap<>();

    private final Map<String, Long> latest = new HashMap<>();
    private long arrivals;
    private int messages;
    private long bytes;

    /**
     * Starts empty.
     *
     * @param inbox the policy
     * @param maxMessages how many messages may wait here
     * @param maxBytes how many bytes they may hold
     */
    Backlog(Inbox inbox, int maxMessages, long maxBytes) {
        this.inbox = inbox;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    int messages() {
        return messages;
    }

    /**
     * Takes a letter in.
     *
     * @return how many messages were dropped for it, itself perhaps among them
     * @throws RuntimeException what the application's function for keys throws, or for its null; nothing has changed then
     */
    int add(Letter letter) {
        Message message = letter.message();
        if (message == null) {
            put(letter);
            return 0;
        }
        return switch (inbox.whenFull()) {
            case DROP_NEWEST -> isRoomFor(letter) ? put(letter) : 1;
            case LATEST_PER_KEY -> replace(letter, key(message));
            case PAUSE, DROP_OLDEST -> put(letter) + dropBeyondBounds();
        };
    }

    private String key(Message message) {
        Function<Message, String> keyOf =
                inbox.keyOf().orElseThrow(() -> new IllegalStateException("latest per key without a key"));
        String key = keyOf.apply(message);
        if (key == null) {
            throw new NullPointerException("the key of a message is null");
        }
        return key;
    }

    /** The newest takes the place of the one before, so that no key starves. */
    private int replace(Letter letter, String key) {
        Long place = latest.get(key);
        Letter old = place == null ? null : letters.get(place);
        if (place != null && old != null) {
            bytes += letter.bytes() - old.bytes();
            letters.put(place, letter);
            return 1 + dropBeyondBounds();
        }
        put(letter);
        latest.put(key, arrivals);
        return dropBeyondBounds();
    }

    private int put(Letter letter) {
        letters.put(++arrivals, letter);
        if (letter.isDroppable()) {
            messages++;
            bytes += letter.bytes();
        }
        return 0;
    }

    private boolean isRoomFor(Letter letter) {
        return messages < maxMessages && bytes + letter.bytes() <= maxBytes;
    }

    private int dropBeyondBounds() {
        int dropped = 0;
        Iterator<Letter> oldest = letters.values().iterator();
        while ((messages > maxMessages || bytes > maxBytes) && oldest.hasNext()) {
            Letter letter = oldest.next();
            if (letter.isDroppable()) {
                oldest.remove();
                gone(letter);
                dropped++;
            }
        }
        return dropped;
    }

    private void gone(Letter letter) {
        if (letter.isDroppable()) {
            messages--;
            bytes -= letter.bytes();
        }
        if (letters.isEmpty()) {
            latest.clear();
        } else if (latest.size() > 2 * letters.size()) {
            latest.values().retainAll(letters.keySet());
        }
    }

    /** The oldest letter, which is here no longer; null if there is none. */
    @Nullable
    Letter poll() {
        Iterator<Letter> oldest = letters.values().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Letter letter = oldest.next();
        oldest.remove();
        gone(letter);
        return letter;
    }
}
