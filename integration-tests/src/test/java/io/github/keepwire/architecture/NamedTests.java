// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tests that a text names between backticks: {@code SomeTest}, {@code SomeTest.method}, and the same of a contract. */
final class NamedTests {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(\\.\\w+)?`");
    private static final Set<String> MARKS = Set.of("Test", "ParameterizedTest", "TestFactory");

    private NamedTests() {}

    /** The tests that a text names, in order. */
    static List<String> in(String text) {
        return NAME.matcher(text)
                .results()
                .map(name -> name.group(1) + (name.group(2) == null ? "" : name.group(2)))
                .toList();
    }

    /** Those of them that no source has. */
    static List<String> missing(String text) {
        var named = in(text);
        var classes = named.stream().map(name -> name.split("\\.")[0] + ".java").toList();
        var files = SourceTree.testJava()
                .filter(file -> classes.contains(file.getFileName().toString()));
        var known = new HashSet<String>();
        try {
            new Finder(known).scan(JavaSources.of(files).parse(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return named.stream().filter(name -> !known.contains(name)).toList();
    }

    /** Finds each test method, and with it that its class has one. */
    private static final class Finder extends TreeScanner<@Nullable Void, @Nullable String> {
        private final Set<String> known;

        Finder(Set<String> known) {
            this.known = known;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
            return super.visitClass(type, outer == null ? type.getSimpleName().toString() : outer);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable String type) {
            if (type != null && method.getModifiers().getAnnotations().stream().anyMatch(Finder::marksATest)) {
                known.add(type);
                known.add(type + "." + method.getName());
            }
            return null;
        }

        private static boolean marksATest(AnnotationTree annotation) {
            return MARKS.contains(annotation.getAnnotationType().toString());
        }
    }
}
