// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The README shows programs that compile and run, and tells what is in the code. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLES = Path.of("src/main/java/io/github/keepwire/examples");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final String readme = read(ROOT.resolve("README.md"));

    @Test
    void itsFirstProgramIsTheQuickstart() {
        var region = region("Quickstart", "quickstart");

        assertThat(region.lines()).hasSize(12);
        assertThat(between(readme, "```java\n", "```").stripTrailing()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "HowTo, subscribe",
        "HowTo, rooms",
        "HowTo, tokens",
        "HowTo, recovery",
        "OwnDialect, own-dialect",
        "SocketIoHowTo, socketio"
    })
    void itsHowTosAreCodeThatRuns(String program, String tag) {
        assertThat(readme).contains("```java\n" + region(program, tag) + "\n```\n");
    }

    @Test
    void itShowsNoOtherJava() {
        assertThat(Pattern.compile("^```java$", Pattern.MULTILINE)
                        .matcher(readme)
                        .results())
                .hasSize(7);
    }

    @Test
    void anOwnDialectTakesLessThanThirtyLines() {
        assertThat(region("OwnDialect", "own-dialect").lines()).hasSizeLessThan(30);
    }

    @Test
    void everyDefaultItTellsIsTheOneInTheCode() {
        assertThat(Defaults.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(readme).contains(row));
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatToDoAboutAnError(ErrorCode code) {
        assertThat(readme).contains("| `" + code + "` | " + (code.retryable() ? "yes" : "no") + " | ");
    }

    @Test
    void itsLinksLeadSomewhere() {
        var links = LINK.matcher(readme).results().map((MatchResult found) -> ROOT.resolve(found.group(1)));

        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(link).exists());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"EVICTED", "CANCELLED"})
    void tellsEveryOutcomeOfThisVersion(Outcome.Status status) {
        assertThat(readme).contains("`" + status + "`");
    }

    private static String region(String program, String tag) {
        return between(read(EXAMPLES.resolve(program + ".java")), "// tag::" + tag + "[]\n", "// end::" + tag + "[]")
                .stripIndent()
                .stripTrailing();
    }

    private static String between(String text, String start, String end) {
        assertThat(text).contains(start, end);
        var rest = text.substring(text.indexOf(start) + start.length());
        return rest.substring(0, rest.indexOf(end));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
