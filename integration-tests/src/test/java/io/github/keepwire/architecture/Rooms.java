// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plan of the house: every package of core, and what it may use.
 *
 * <pre>
 *   TOP  K, K.fleet                      fleet alone may use K
 *   MID  K.internal.*                    may use one another (without cycles) and the low floor
 *   LOW  time, error, .. , testing       each room uses the rooms written before it
 * </pre>
 */
final class Rooms {
    static final String K = "io.github.keepwire";

    static final Set<String> DIALECTS = Set.of("protocol.json", "protocol.socketio", "protocol.pusher");

    private static final List<String> LOW = List.of(
            "time",
            "error",
            "message",
            "event",
            "policy",
            "auth",
            "stats",
            "transport",
            "outbox",
            "internal.json",
            "protocol");

    private static final Set<String> MID = Set.of(
            "internal.session",
            "internal.token",
            "internal.retry",
            "internal.liveness",
            "internal.meter",
            "internal.delivery",
            "internal.channel",
            "internal.recovery",
            "internal.event",
            "internal.loop");

    private static final String TESTING = "testing";
    private static final String FLEET = "fleet";
    private static final String FRONT_DOOR = "";

    private static final Set<String> OUTSIDE_CORE =
            Set.of("transport.jdk", "transport.okhttp", "testkit", "examples", "benchmarks");

    private Rooms() {}

    /** Whether a class lives in core: under the base package and in none of the other modules. */
    static DescribedPredicate<JavaClass> core() {
        return DescribedPredicate.describe("live in core", type -> isCore(type.getPackageName()));
    }

    /** Whether a class lives in core or in a transport: the code that runs in a user's production. */
    static DescribedPredicate<JavaClass> runtime() {
        return DescribedPredicate.describe(
                "live in core or a transport",
                type -> isCore(type.getPackageName())
                        || type.getPackageName().startsWith(K + ".transport.jdk")
                        || type.getPackageName().startsWith(K + ".transport.okhttp"));
    }

    static boolean isCore(String packageName) {
        return within(packageName, K)
                && OUTSIDE_CORE.stream().noneMatch(module -> within(packageName, K + "." + module));
    }

    /** The room a package of core belongs to, or empty when the plan does not show it. */
    static Optional<String> roomOf(String packageName) {
        var name = packageName.equals(K) ? FRONT_DOOR : packageName.substring(K.length() + 1);
        if (name.equals(FRONT_DOOR)) {
            return Optional.of(FRONT_DOOR);
        }
        return Stream.of(LOW.stream(), DIALECTS.stream(), MID.stream(), Stream.of(TESTING, FLEET))
                .flatMap(rooms -> rooms)
                .filter(room -> within(name, room))
                .max(Comparator.comparing(String::length));
    }

    /** Whether a class in the first package may name a class in the second; both are packages of core. */
    static boolean mayUse(String from, String to) {
        var user = roomOf(from);
        var used = roomOf(to);
        if (user.isEmpty() || used.isEmpty()) {
            return false;
        }
        return user.equals(used) || mayUseRoom(user.get(), used.get());
    }

    private static boolean mayUseRoom(String user, String used) {
        if (used.equals(TESTING) || used.equals(FLEET)) {
            return false;
        }
        if (MID.contains(user) && MID.contains(used)) {
            return true;
        }
        return height(used) < height(user);
    }

    private static int height(String room) {
        if (LOW.contains(room)) {
            return LOW.indexOf(room);
        }
        int above = LOW.size();
        if (DIALECTS.contains(room)) {
            return above;
        }
        if (room.equals(TESTING)) {
            return above + 1;
        }
        if (MID.contains(room)) {
            return above + 2;
        }
        return room.equals(FRONT_DOOR) ? above + 3 : above + 4;
    }

    private static boolean within(String packageName, String parent) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }
}
