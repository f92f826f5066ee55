// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.keepwire.transport.Transport;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares what core exports with the committed list {@code sdk-core/api.txt}, so that the public surface never grows
 * by accident.
 */
class PublicApiTest {
    private static final int MOST_TYPES = 60;
    private static final String UPDATE = "keepwire.updateApi";
    private static final Path LIST = SourceTree.root().resolve("sdk-core").resolve("api.txt");

    private static List<JavaClass> exportedTypes;

    @BeforeAll
    static void findExportedTypes() throws URISyntaxException {
        var exported = exportedPackages();
        exportedTypes = new ClassFileImporter()
                .importPackages(Rooms.K).stream()
                        .filter(type -> exported.contains(type.getPackageName()))
                        .filter(Conditions.arePublic())
                        .toList();
    }

    @Test
    void theExportedTypesAreTheOnesOnTheList() throws IOException {
        var exported = exportedTypes.stream().map(JavaClass::getName).sorted().toList();
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(LIST, String.join("\n", exported) + "\n");
        }

        assertThat(listed())
                .as(
                        "sdk-core/api.txt no longer tells what core exports. If the change is meant, rewrite the list with%n"
                                + "  mvn -pl integration-tests -am test -Dtest=PublicApiTest -D" + UPDATE + "=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false%nand commit it with a line in CHANGELOG.md.")
                .isEqualTo(exported);
    }

    @Test
    void thePublicSurfaceStaysSmall() {
        var types = exportedTypes.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .map(JavaClass::getName);

        assertThat(types.toList()).hasSizeLessThanOrEqualTo(MOST_TYPES);
    }

    @Test
    void nothingInternalIsExported() throws Exception {
        assertThat(exportedPackages()).noneMatch(name -> name.contains(".internal"));
    }

    @Test
    void everyRoomThatIsNotInternalIsExported() throws Exception {
        var rooms = core().packages().stream()
                .filter(name -> !name.contains(".internal"))
                .collect(Collectors.toSet());

        assertThat(exportedPackages()).isEqualTo(rooms);
    }

    @Test
    void oneMethodAtMostTakesAnObjectMapper() {
        var doors = exportedTypes.stream()
                .flatMap(type -> Signatures.of(type)
                        .filter(named -> Conditions.isTheObjectMapperDoor(type, named))
                        .map(Signatures.Named::where));

        assertThat(doors.distinct().toList()).hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> listed() throws IOException {
        return Files.exists(LIST) ? Files.readAllLines(LIST) : List.of();
    }

    private static Set<String> exportedPackages() throws URISyntaxException {
        return core().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor core() throws URISyntaxException {
        var place = Transport.class.getProtectionDomain().getCodeSource().getLocation();
        return ModuleFinder.of(Path.of(place.toURI()))
                .find("io.github.keepwire.core")
                .orElseThrow()
                .descriptor();
    }
}
