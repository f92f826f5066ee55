// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of the project as text, without what a build leaves behind. */
final class SourceTree {
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", ".idea", ".settings", ".vscode");

    private static final Pattern BINARY = Pattern.compile(".*\\.(png|jpg|gif|ico|jar|class|jks|p12|pem|bin|zip|gz)");

    /** Comments, text blocks, strings and characters: whatever is not code. */
    private static final Pattern NOT_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?(?<!\\\\)\"\"\""
            + "|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");

    private SourceTree() {}

    /** The folder with the root's {@code .mvn}, above the module that a test runs in. */
    static Path root() {
        var here = Path.of("").toAbsolutePath();
        for (var folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + here + " has a .mvn");
    }

    /** Every text file of the project, as paths under the root. */
    static Stream<Path> files() {
        var found = new ArrayList<Path>();
        var root = root();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = NOT_OURS.contains(folder.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isOurText(file)) {
                        found.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted();
    }

    private static boolean isOurText(Path file) {
        var name = file.getFileName().toString();
        return !BINARY.matcher(name).matches()
                && !Set.of("LICENSE", ".git", ".flattened-pom.xml").contains(name)
                && !name.endsWith(".log");
    }

    static Stream<Path> java(Predicate<String> path) {
        return files().filter(file -> file.toString().endsWith(".java") && path.test(slashed(file)));
    }

    /** Java under {@code src/main} of the modules that are published. */
    static Stream<Path> publishedJava() {
        return java(path -> path.startsWith("sdk-") && path.contains("/src/main/"));
    }

    /** Java that runs as a test: test sources, and the testkit, which is made of them. */
    static Stream<Path> testJava() {
        return java(path -> path.contains("/src/test/") || path.startsWith("sdk-testkit/"));
    }

    static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }

    static String text(Path file) {
        try {
            return Files.readString(root().resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The code alone, line for line: comments and literals are blank. */
    static String code(Path file) {
        return NOT_CODE.matcher(text(file)).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
    }

    /** Every place where a pattern occurs, as {@code file:line: the line}. */
    static List<String> places(Path file, String text, Pattern pattern) {
        var lines = text.split("\n", -1);
        return IntStream.range(0, lines.length)
                .filter(line -> pattern.matcher(lines[line]).find())
                .mapToObj(line -> slashed(file) + ":" + (line + 1) + ": " + lines[line].strip())
                .toList();
    }
}
