// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static io.github.keepwire.architecture.Rooms.K;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The questions about a class that ArchUnit has no word for. */
final class Conditions {
    private Conditions() {}

    static DescribedPredicate<JavaClass> arePublic() {
        return DescribedPredicate.describe("are public", Conditions::isPublic);
    }

    /** A checked exception that only its package can name: the compiler proves that no user meets it. */
    static DescribedPredicate<JavaClass> areSignalsInsideAPackage() {
        return DescribedPredicate.describe(
                "are signals inside a package",
                type -> !type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.isAssignableTo(RuntimeException.class)
                        && !type.isAssignableTo(Error.class));
    }

    static ArchCondition<JavaClass> beInARoomOfThePlan() {
        return condition("be in a room of the plan (add a new room to Rooms)", (type, complain) -> {
            if (Rooms.roomOf(type.getPackageName()).isEmpty()) {
                complain.accept(type.getName() + " is in a package that the plan does not show");
            }
        });
    }

    static ArchCondition<JavaClass> useOnlyRoomsBelow() {
        return condition(
                "use only rooms below",
                (type, complain) -> type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> Rooms.isCore(packageOf(use.getTargetClass())))
                        .filter(use -> !Rooms.mayUse(type.getPackageName(), packageOf(use.getTargetClass())))
                        .forEach(use -> complain.accept(use.getDescription())));
    }

    static ArchCondition<JavaClass> nameOnlyTheJdkAndUs() {
        return condition(
                "name only types of the JDK and our own",
                (type, complain) -> Signatures.of(type)
                        .filter(named -> !isAllowed(type, named.type()))
                        .filter(named -> !isTheObjectMapperDoor(type, named))
                        .forEach(named -> complain.accept(
                                named.where() + " names " + named.type().getName())));
    }

    static ArchCondition<JavaClass> beClosedForInheritance() {
        return condition("be final, a record, an enum or an interface", (type, complain) -> {
            boolean closed = type.isInterface()
                    || type.isEnum()
                    || type.getModifiers().contains(JavaModifier.FINAL)
                    || type.isAssignableTo(Throwable.class);
            if (!closed) {
                complain.accept(type.getName() + " can be extended by anybody");
            }
        });
    }

    /** The one exception of the design: a user may hand over an ObjectMapper of their own. */
    static boolean isTheObjectMapperDoor(JavaClass type, Signatures.Named named) {
        return type.getPackageName().equals(K)
                && type.getSimpleName().endsWith("Builder")
                && named.isParameter()
                && named.type().getName().equals("com.fasterxml.jackson.databind.ObjectMapper");
    }

    private static boolean isAllowed(JavaClass user, JavaClass named) {
        var type = named.getBaseComponentType();
        var room = type.getPackageName();
        if (type.isPrimitive() || room.startsWith("java.") || room.startsWith("javax.")) {
            return true;
        }
        if (room.startsWith(K)) {
            return !room.startsWith(K + ".internal");
        }
        return user.getPackageName().startsWith(K + ".testkit") && room.startsWith("org.junit.jupiter.api");
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Conditions::isPublic).orElse(true);
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }

    private static ArchCondition<JavaClass> condition(
            String description, BiConsumer<JavaClass, Consumer<String>> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, complaint -> events.add(SimpleConditionEvent.violated(type, complaint)));
            }
        };
    }
}
