// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is in a room, as far as the server told. Belongs to the loop; the lists that it hands out are for all. */
public final class Roster {
    /** How many members of a room are remembered. */
    static final int MOST_MEMBERS = 10_000;

    private final Set<String> ids = new LinkedHashSet<>();
    /** The same as a value: made when somebody asks for it, and kept until they change. */
    private @Nullable List<String> members;

    Roster() {}

    /**
     * What a server told of the members of a room.
     *
     * @param kind a whole list, or that one came or went
     * @param ids who
     * @param info what it told with it; empty for nothing
     */
    public record News(RoomEvent.Kind kind, List<String> ids, Payload info) {
        /**
         * A whole list.
         *
         * @param ids who is in
         * @return the news
         */
        public static News of(List<String> ids) {
            return new News(RoomEvent.Kind.MEMBERS, new ArrayList<>(ids), Payload.empty());
        }

        /**
         * One came.
         *
         * @param id who
         * @param info what was told of them
         * @return the news
         */
        public static News joined(String id, Payload info) {
            return new News(RoomEvent.Kind.MEMBER_JOINED, Collections.singletonList(id), info);
        }

        /**
         * One went.
         *
         * @param id who
         * @param info what was told of that
         * @return the news
         */
        public static News left(String id, Payload info) {
            return new News(RoomEvent.Kind.MEMBER_LEFT, Collections.singletonList(id), info);
        }

        /**
         * Whether a member may have such an id.
         *
         * @return false if one is empty, too long or not printable
         */
        public boolean isSound() {
            try {
                return ids.stream().noneMatch(id -> Identity.of(id, "").id().isEmpty());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** The one that came or went, or null. */
        @Nullable
        String member() {
            return kind == RoomEvent.Kind.MEMBERS ? null : ids.get(0);
        }
    }

    /** All, in the order in which they came; immutable. */
    List<String> members() {
        List<String> all = members;
        if (all == null) {
            all = ids.isEmpty() ? Collections.emptyList() : Collections.unmodifiableList(new ArrayList<>(ids));
            members = all;
        }
        return all;
    }

    void clear() {
        ids.clear();
        members = null;
    }

    /** Takes over what the server told; false if that changes nothing. */
    boolean take(News news) {
        boolean changed = switch (news.kind()) {
            case MEMBERS -> replace(news.ids());
            case MEMBER_JOINED -> add(news.ids().get(0));
            case MEMBER_LEFT -> ids.remove(news.ids().get(0));
            default -> throw new IllegalArgumentException(news.kind() + " is not about members");
        };
        if (changed) {
            members = null;
        }
        return changed;
    }

    /** Those who are in already keep their places, if nobody else came or went: another order is no news. */
    private boolean replace(List<String> all) {
        Set<String> others = new LinkedHashSet<>();
        for (String id : all) {
            if (others.size() < MOST_MEMBERS) {
                others.add(id);
            }
        }
        if (others.equals(ids)) {
            return false;
        }
        ids.clear();
        ids.addAll(others);
        return true;
    }

    private boolean add(String id) {
        return ids.size() < MOST_MEMBERS && ids.add(id);
    }
}
