package io.github.keepwire.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README shows programs that compile and run. */
class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/keepwire/examples");

    @Test
    void itsFirstProgramIsTheQuickstart() throws IOException {
        var source = Files.readString(SOURCES.resolve("Quickstart.java"));
        var region = between(source, "// tag::quickstart[]\n", "// end::quickstart[]").stripIndent().stripTrailing();

        assertThat(firstProgram()).isEqualTo(region);
        assertThat(region.lines()).hasSize(12);
    }

    @Test
    void everyDefaultItTellsIsTheOneInTheCode() throws IOException {
        assertThat(Defaults.rows()).isNotEmpty().allSatisfy(row -> assertThat(readme()).contains(row));
    }

    private static String firstProgram() throws IOException {
        return between(readme(), "```java\n", "```").stripTrailing();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static String between(String text, String start, String end) {
        assertThat(text).contains(List.of(start, end));
        var rest = text.substring(text.indexOf(start) + start.length());
        return rest.substring(0, rest.indexOf(end));
    }
}
