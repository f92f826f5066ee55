// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Parses sources into syntax trees, without resolving what they name. */
final class JavaSources {
    private JavaSources() {}

    /** A task that has parsed nothing yet; its {@code parse()} gives one tree per file. */
    static JavacTask of(Stream<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = List.of("-proc:none");
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(
                    files.map(SourceTree.root()::resolve).toList());
            return (JavacTask) compiler.getTask(null, manager, null, options, null, sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
