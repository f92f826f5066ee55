// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds every published class to the plan of the house. */
class ArchitectureTest {
    private static final JavaClasses PUBLISHED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Rooms.K);

    @Test
    void packagesFormNoCycles() {
        ArchitectureRules.PACKAGES_FORM_NO_CYCLES.check(PUBLISHED);
    }

    @Test
    void everyPackageIsOnThePlan() {
        ArchitectureRules.EVERY_PACKAGE_IS_ON_THE_PLAN.check(PUBLISHED);
    }

    @Test
    void roomsUseOnlyRoomsBelow() {
        ArchitectureRules.ROOMS_USE_ONLY_ROOMS_BELOW.check(PUBLISHED);
    }

    @Test
    void onlyTheFleetUsesTheFrontDoor() {
        ArchitectureRules.ONLY_THE_FLEET_USES_THE_FRONT_DOOR.check(PUBLISHED);
    }

    @Test
    void dialectsAreStrangers() {
        ArchitectureRules.DIALECTS_ARE_STRANGERS.check(PUBLISHED);
    }

    @Test
    void transportsKnowNoMessages() {
        ArchitectureRules.TRANSPORTS_KNOW_NO_MESSAGES.check(PUBLISHED);
    }

    @Test
    void coreNamesNoSocketLibrary() {
        ArchitectureRules.CORE_NAMES_NO_SOCKET_LIBRARY.check(PUBLISHED);
    }

    @Test
    void onlyTimeAsksTheTimeOrRollsDice() {
        ArchitectureRules.ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE.check(PUBLISHED);
    }

    @Test
    void onlyTheLoopMakesThreads() {
        ArchitectureRules.ONLY_THE_LOOP_MAKES_THREADS.check(PUBLISHED);
    }

    @Test
    void staticFieldsAreFinal() {
        ArchitectureRules.STATIC_FIELDS_ARE_FINAL.check(PUBLISHED);
    }

    @Test
    void noMethodIsSynchronized() {
        ArchitectureRules.NO_METHOD_IS_SYNCHRONIZED.check(PUBLISHED);
    }

    @Test
    void throwablesOfCoreLiveInError() {
        ArchitectureRules.THROWABLES_OF_CORE_LIVE_IN_ERROR.check(PUBLISHED);
    }

    @Test
    void signaturesNameOnlyTheJdkAndUs() {
        ArchitectureRules.SIGNATURES_NAME_ONLY_THE_JDK_AND_US.check(PUBLISHED);
    }

    @Test
    void publicTypesOfCoreAreClosed() {
        ArchitectureRules.PUBLIC_TYPES_OF_CORE_ARE_CLOSED.check(PUBLISHED);
    }
}
