// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.DocTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a user can see is documented in full. Javadoc's own check of this is off, since it wants the
 * components of a record described twice, once more on its compact constructor.
 */
class DocumentationTest {
    @Test
    void everythingPublicIsDocumented() throws IOException {
        var exported = SourceTree.publishedJava()
                .filter(file -> !SourceTree.slashed(file).contains("/internal/"));

        assertThat(missing(exported)).isEmpty();
    }

    @Test
    void whatIsMissingIsFound(@TempDir Path folder) throws IOException {
        var file = folder.resolve("Shape.java");
        Files.writeString(file, """
                /**
                 * A shape.
                 *
                 * @param width the width
                 */
                public record Shape(int width, int height) {
                    public static final int MOST = 1;

                    public Shape {}

                    /** The area. */
                    public <T> int area(T unit) throws java.io.IOException { return 0; }

                    /** {@return the girth} */
                    public int girth() { return 0; }

                    @Override
                    public String toString() { return ""; }

                    enum Hidden { ONE }

                    /** A side. */
                    public interface Side { int length(); }
                }
                """);

        assertThat(missing(Stream.of(file)))
                .containsExactly(
                        "Shape.java:6 Shape: no @param height",
                        "Shape.java:7 MOST: no comment",
                        "Shape.java:12 area: no @param <T>",
                        "Shape.java:12 area: no @param unit",
                        "Shape.java:12 area: no @return",
                        "Shape.java:12 area: no @throws java.io.IOException",
                        "Shape.java:23 length: no comment");
    }

    private static List<String> missing(Stream<Path> files) throws IOException {
        var complaints = new ArrayList<String>();
        var task = JavaSources.of(files);
        var trees = DocTrees.instance(task);
        for (var unit : task.parse()) {
            new Undocumented(unit, trees, complaints).scan(unit, null);
        }
        return complaints;
    }
}
