// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One idea per method: measures every published method by its source. */
class MethodSizeTest {
    private static final int LONGEST_METHOD = 40;
    private static final int MOST_PARAMETERS = 4;

    private static final List<Measured> METHODS = new ArrayList<>();

    /** A method, its lines from signature to closing brace, and its parameters. */
    private record Measured(String where, long lines, int parameters, boolean isConstructor) {}

    @BeforeAll
    static void measure() throws IOException {
        var task = JavaSources.of(SourceTree.publishedJava());
        var positions = Trees.instance(task).getSourcePositions();
        for (var unit : task.parse()) {
            new Ruler(unit, positions).scan(unit, null);
        }
    }

    @Test
    void noMethodIsLong() {
        assertThat(METHODS.stream().filter(method -> method.lines() > LONGEST_METHOD))
                .isEmpty();
    }

    @Test
    void noMethodTakesManyParameters() {
        var wide = METHODS.stream()
                .filter(method -> !method.isConstructor())
                .filter(method -> method.parameters() > MOST_PARAMETERS);

        assertThat(wide).isEmpty();
    }

    private static final class Ruler extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;

        Ruler(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            lines = unit.getLineMap();
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var file = Path.of(unit.getSourceFile().toUri()).getFileName();
            long first = line(positions.getStartPosition(unit, method));
            METHODS.add(new Measured(
                    file + ":" + first + " " + method.getName(),
                    line(positions.getEndPosition(unit, method)) - first + 1,
                    method.getParameters().size(),
                    method.getReturnType() == null));
            return super.visitMethod(method, nothing);
        }

        private long line(long position) {
            return lines.getLineNumber(position);
        }
    }
}
