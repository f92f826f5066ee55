// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that only the text of a file can break; class files do not show them. */
class SourceRulesTest {
    private static final int LONGEST_FILE = 400;

    private static final List<String> REGISTRIES = List.of(
            "repo1." + "maven.org",
            "repo." + "maven.apache.org",
            "central." + "sonatype",
            "oss." + "sonatype",
            "repo." + "spring.io",
            "jit" + "pack.io",
            "plugins." + "gradle.org",
            "registry." + "npmjs",
            "deb." + "debian.org",
            "security." + "debian.org",
            "archive." + "ubuntu.com",
            "pypi" + ".org");

    private static final List<String> MACHINE_PATHS =
            List.of("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Use" + "rs/", "C:\\\\?Use" + "rs", "/\\.m" + "2/");

    @Test
    void noBlockIsSynchronized() {
        assertThat(inCode(SourceTree.publishedJava(), "\\bsynchronized\\b")).isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(inCode(SourceTree.testJava(), "(\\.|::)\\s*sleep\\b")).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        assertThat(inCode(SourceTree.testJava(), "@[\\w.]*\\b(Disabled|Enabled)\\w*"))
                .isEmpty();
    }

    @Test
    void nothingIsLeftToDo() {
        assertThat(inText("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b")).isEmpty();
    }

    @Test
    void noRegistryIsNamed() {
        var hosts = REGISTRIES.stream().map(Pattern::quote).collect(Collectors.joining("|"));

        assertThat(inText(hosts)).isEmpty();
    }

    @Test
    void noPathOfAMachineIsNamed() {
        assertThat(inText("(?<![\\w.}/>])(" + String.join("|", MACHINE_PATHS) + ")"))
                .isEmpty();
    }

    @Test
    void noFileIsLong() {
        var tooLong = SourceTree.java(path -> true)
                .filter(file -> SourceTree.text(file).lines().count() > LONGEST_FILE);

        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        var packages = SourceTree.java(path -> !path.endsWith("module-info.java"))
                .collect(Collectors.groupingBy(
                        SourceRulesTest::packageInModule,
                        Collectors.mapping(SourceRulesTest::name, Collectors.toSet())));

        var silent = packages.entrySet().stream()
                .filter(each -> !each.getValue().contains("package-info.java"))
                .map(each -> each.getKey());

        assertThat(silent).as("packages without a package-info.java").isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = SourceTree.java(path -> path.endsWith("/package-info.java"))
                .filter(file -> !SourceTree.code(file).contains("@NullMarked"));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void everyPublishedModuleDescribesItself() {
        var described = SourceTree.publishedJava()
                .filter(file -> name(file).equals("module-info.java"))
                .map(SourceTree::slashed)
                .collect(Collectors.toSet());
        var modules = SourceTree.publishedJava()
                .map(file -> file.getName(0) + "/src/main/java/module-info.java")
                .collect(Collectors.toSet());

        assertThat(described).isEqualTo(modules);
    }

    private static List<String> inCode(Stream<Path> files, String pattern) {
        return in(files, SourceTree::code, pattern);
    }

    private static List<String> inText(String pattern) {
        return in(SourceTree.files(), SourceTree::text, pattern);
    }

    private static List<String> in(Stream<Path> files, Function<Path, String> reader, String pattern) {
        var compiled = Pattern.compile(pattern);
        return files.flatMap(file -> SourceTree.places(file, reader.apply(file), compiled).stream())
                .toList();
    }

    /** A package of tests is the package it tests: main and test sources of a module count as one. */
    private static String packageInModule(Path file) {
        return SourceTree.slashed(file.getParent()).replaceFirst("/src/(main|test)/java/", ": ");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
