// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** Calls, and references to methods, that only one room may make. */
final class Calls {
    private static final Map<String, Set<String>> ASKING = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.lang.Thread", Set.of("sleep", "onSpinWait"),
            "java.util.concurrent.TimeUnit", Set.of("sleep", "timedWait", "timedJoin"),
            "java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.Date", Set.of("<init>"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"));

    private static final Set<String> RANDOM = Set.of("java.util.Random", "java.util.SplittableRandom");

    private Calls() {}

    static DescribedPredicate<JavaAccess<?>> askTheTimeOrRollDice() {
        return DescribedPredicate.describe("asks the time or rolls dice", Calls::asks);
    }

    static DescribedPredicate<JavaAccess<?>> makeThreads() {
        return DescribedPredicate.describe("makes a thread or an executor", access -> makesThreads(access.getTarget()));
    }

    private static boolean asks(JavaAccess<?> access) {
        var target = access.getTarget();
        var owner = target.getOwner();
        var name = target.getName();
        if (ASKING.getOrDefault(owner.getName(), Set.of()).contains(name)) {
            return !isNapOfALane(access);
        }
        boolean now = owner.getPackageName().equals("java.time") && name.equals("now") && !isGivenAClock(target);
        boolean clock =
                owner.getName().equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"));
        return now || clock || (name.equals("<init>") && isRandom(owner) && !isForTheWire(access));
    }

    /** A lane lets a thread of ours rest for a moment; what it does does not depend on how long that was. */
    private static boolean isNapOfALane(JavaAccess<?> access) {
        return access.getTarget().getName().equals("parkNanos")
                && access.getOriginOwner().getName().equals("io.github.keepwire.internal.loop.SerialLane");
    }

    private static boolean isGivenAClock(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget code
                && code.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    /** A transport that masks its own frames must do so unpredictably; nothing else about it is random. */
    private static boolean isForTheWire(JavaAccess<?> access) {
        return !Rooms.isCore(access.getOriginOwner().getPackageName())
                && access.getTarget().getOwner().isEquivalentTo(SecureRandom.class);
    }

    private static boolean isRandom(JavaClass owner) {
        return RANDOM.stream().anyMatch(owner::isAssignableTo);
    }

    private static boolean makesThreads(AccessTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        if (name.equals("<init>")) {
            return owner.isAssignableTo(Thread.class)
                    || owner.isAssignableTo(ExecutorService.class)
                    || owner.isEquivalentTo(java.util.Timer.class);
        }
        return owner.getName().equals("java.util.concurrent.Executors")
                || name.equals("commonPool")
                || isOnTheCommonPool(target);
    }

    private static boolean isOnTheCommonPool(AccessTarget target) {
        boolean async = target.getName().endsWith("Async") || target.getName().equals("delayedExecutor");
        return async
                && target.getOwner().isAssignableTo(CompletionStage.class)
                && target instanceof CodeUnitAccessTarget code
                && code.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Executor.class));
    }
}
