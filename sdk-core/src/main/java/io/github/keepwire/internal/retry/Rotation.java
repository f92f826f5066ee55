// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.retry;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.time.Dice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of a client's addresses the next attempt goes to: {@link Addresses}, and what has become of them so far.
 *
 * <p>An address is <em>out</em> while it cools down, and from its failure until some address works. The next one is the first
 * in the order of preference that is not out; when all are, the one that failed first. So no row of failures leaves an address
 * untried, whatever the cool-down and the delays between attempts.
 *
 * <p>Belongs to the loop; has no clock: all times are readings of the ticker.
 */
public final class Rotation {
    private static final int NOWHERE = -1;

    private final Addresses addresses;
    private final List<Place> places = new ArrayList<>();
    /** The place that worked last. */
    private int settled;
    /** The place that the last attempt went to. */
    private int tried;
    /** Since when the client has been elsewhere than at the first address, or {@link Alarm#NEVER}. */
    private long awaySince = Alarm.NEVER;

    private long failures;

    private static final class Place {
        private final URI uri;
        /** The number of its last failure, counted over all places; 0 since it worked. */
        private long failure;

        private long failedAt;
        private boolean failedInThisRow;

        private Place(URI uri) {
            this.uri = uri;
        }
    }

    /**
     * Starts with all addresses in good health.
     *
     * @param addresses what there is
     * @param dice where round robin begins
     */
    public Rotation(Addresses addresses, Dice dice) {
        this.addresses = addresses;
        addresses.all().forEach(uri -> places.add(new Place(uri)));
        tried = addresses.order() == Addresses.Order.ROUND_ROBIN ? (int) (dice.nextDouble() * places.size()) : NOWHERE;
    }

    /**
     * Chooses where the next attempt goes.
     *
     * @param nowNanos the ticker's reading
     * @return one of the addresses
     */
    public URI next(long nowNanos) {
        tried = choose(nowNanos);
        return places.get(tried).uri;
    }

    private int choose(long nowNanos) {
        int preferred = isReturnDue(nowNanos) ? 0 : preferred();
        for (int i = 0; i < places.size(); i++) {
            int candidate = (preferred + i) % places.size();
            if (!isOut(places.get(candidate), nowNanos)) {
                return candidate;
            }
        }
        return failedFirst();
    }

    private int preferred() {
        return switch (addresses.order()) {
            case ORDERED -> 0;
            case STICKY -> settled;
            case ROUND_ROBIN -> (tried + 1) % places.size();
        };
    }

    private boolean isOut(Place place, long nowNanos) {
        return place.failedInThisRow || (place.failure > 0 && nowNanos - coolAt(place) < 0);
    }

    private long coolAt(Place place) {
        return place.failedAt + addresses.coolDown().toNanos();
    }

    private int failedFirst() {
        int first = 0;
        for (int i = 1; i < places.size(); i++) {
            if (places.get(i).failure < places.get(first).failure) {
                first = i;
            }
        }
        return first;
    }

    /**
     * An attempt at the address failed, or its link was lost before it was stable.
     *
     * @param uri which of the addresses
     * @param nowNanos the ticker's reading
     */
    public void failed(URI uri, long nowNanos) {
        int index = indexOf(uri);
        Place place = places.get(index);
        place.failure = ++failures;
        place.failedInThisRow = true;
        place.failedAt = nowNanos;
        if (index == 0 && awaySince != Alarm.NEVER) {
            awaySince = nowNanos;
        }
    }

    /**
     * The handshake with the address is done.
     *
     * @param uri which of the addresses
     * @param nowNanos the ticker's reading
     */
    public void worked(URI uri, long nowNanos) {
        settled = indexOf(uri);
        places.get(settled).failure = 0;
        places.forEach(place -> place.failedInThisRow = false);
        if (settled == 0) {
            awaySince = Alarm.NEVER;
        } else if (awaySince == Alarm.NEVER) {
            awaySince = nowNanos;
        }
    }

    /**
     * Tells when an open connection should be given up for the first address.
     *
     * @return a reading of the ticker, or {@link Alarm#NEVER}
     */
    public long returnDue() {
        Duration wait = addresses.returnAfter().orElse(null);
        if (wait == null || awaySince == Alarm.NEVER) {
            return Alarm.NEVER;
        }
        Place home = places.get(0);
        long due = awaySince + wait.toNanos();
        return home.failure > 0 && coolAt(home) - due > 0 ? coolAt(home) : due;
    }

    private boolean isReturnDue(long nowNanos) {
        long due = returnDue();
        return due != Alarm.NEVER && nowNanos - due >= 0;
    }

    private int indexOf(URI uri) {
        int index = addresses.all().indexOf(uri);
        if (index < 0) {
            throw new IllegalArgumentException("an address that the client does not have");
        }
        return index;
    }
}
