// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.github.keepwire.architecture.Rooms.K;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The rules of the house. A room that is not built yet satisfies every rule. */
final class ArchitectureRules {
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().assignedFrom(onePerPackage()).should().beFreeOfCycles().allowEmptyShould(true);

    static final ArchRule EVERY_PACKAGE_IS_ON_THE_PLAN =
            classes().that(Rooms.core()).should(Conditions.beInARoomOfThePlan()).allowEmptyShould(true);

    static final ArchRule ROOMS_USE_ONLY_ROOMS_BELOW =
            classes().that(Rooms.core()).should(Conditions.useOnlyRoomsBelow()).allowEmptyShould(true);

    static final ArchRule ONLY_THE_FLEET_USES_THE_FRONT_DOOR = noClasses()
            .that(Rooms.runtime())
            .and(not(resideInAnyPackage(K, K + ".fleet..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(K)
            .allowEmptyShould(true);

    static final ArchRule DIALECTS_ARE_STRANGERS = slices().assignedFrom(onePerDialect())
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    static final ArchRule TRANSPORTS_KNOW_NO_MESSAGES = noClasses()
            .that()
            .resideInAPackage(K + ".transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(K + ".message..", K + ".protocol..")
            .allowEmptyShould(true);

    static final ArchRule CORE_NAMES_NO_SOCKET_LIBRARY = noClasses()
            .that(Rooms.core())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "okhttp3..", "okio..", "org.java_websocket..")
            .allowEmptyShould(true);

    static final ArchRule ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE = noClasses()
            .that(Rooms.runtime())
            .and(not(resideInAPackage(K + ".time..")))
            .should()
            .accessTargetWhere(Calls.askTheTimeOrRollDice())
            .allowEmptyShould(true);

    static final ArchRule ONLY_THE_LOOP_MAKES_THREADS = noClasses()
            .that(Rooms.core())
            .and(not(resideInAPackage(K + ".internal.loop..")))
            .should()
            .accessTargetWhere(Calls.makeThreads())
            .allowEmptyShould(true);

    static final ArchRule STATIC_FIELDS_ARE_FINAL =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    static final ArchRule NO_METHOD_IS_SYNCHRONIZED =
            methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).allowEmptyShould(true);

    static final ArchRule THROWABLES_OF_CORE_LIVE_IN_ERROR = classes()
            .that(Rooms.core())
            .and()
            .areAssignableTo(Throwable.class)
            .and(not(Conditions.areSignalsInsideAPackage()))
            .should()
            .resideInAPackage(K + ".error..")
            .allowEmptyShould(true);

    static final ArchRule SIGNATURES_NAME_ONLY_THE_JDK_AND_US = classes()
            .that(Conditions.arePublic())
            .and(not(resideInAPackage(K + ".internal..")))
            .should(Conditions.nameOnlyTheJdkAndUs())
            .allowEmptyShould(true);

    static final ArchRule PUBLIC_TYPES_OF_CORE_ARE_CLOSED = classes()
            .that(Rooms.core())
            .and(Conditions.arePublic())
            .and(not(resideInAPackage(K + ".internal..")))
            .should(Conditions.beClosedForInheritance())
            .allowEmptyShould(true);

    private ArchitectureRules() {}

    private static SliceAssignment onePerPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(K)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each package of Keepwire";
            }
        };
    }

    private static SliceAssignment onePerDialect() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return Rooms.isCore(type.getPackageName())
                        ? Rooms.roomOf(type.getPackageName())
                                .filter(Rooms.DIALECTS::contains)
                                .map(SliceIdentifier::of)
                                .orElse(SliceIdentifier.ignore())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each wire dialect";
            }
        };
    }
}
