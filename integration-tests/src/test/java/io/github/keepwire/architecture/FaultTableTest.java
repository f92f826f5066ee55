// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say is shown by a test is shown by a test that exists, and no fault is forgotten. */
class FaultTableTest {
    /** The faults of the table, numbered from one. */
    private static final int ROWS = 27;

    private static final Path FAULTS = Path.of("docs", "faults.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| *(\\d+) *\\|(.*)\\|$");

    @Test
    void everyFaultStandsInTheTableOnce() {
        var numbers = ROW.matcher(SourceTree.text(FAULTS))
                .results()
                .map(row -> Integer.parseInt(row.group(1)))
                .toList();

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void everyFaultHasAnAnswerAndATest() {
        var unanswered = ROW.matcher(SourceTree.text(FAULTS))
                .results()
                .filter(row -> !isAnswered(row.group(2).split("\\|")))
                .map(row -> row.group(1));

        assertThat(unanswered).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults.md", "guarantees.md"})
    void everyTestThatIsNamedExists(String document) {
        assertThat(NamedTests.missing(SourceTree.text(Path.of("docs", document))))
                .isEmpty();
    }

    @Test
    void whatDoesNotExistIsFound() {
        var text = "`NoSuchTest`, `FaultTableTest.noSuchMethod`, `FaultTableTest.isAnswered`, `PlainClient`, "
                + "`FaultTableTest.whatDoesNotExistIsFound`, `DocumentationTest`, `LossContract.aResetOfAnIdleLinkIsTold`";

        assertThat(NamedTests.missing(text))
                .containsExactly("NoSuchTest", "FaultTableTest.noSuchMethod", "FaultTableTest.isAnswered");
    }

    private static boolean isAnswered(String[] cells) {
        return cells.length == 3
                && List.of(cells).stream().noneMatch(String::isBlank)
                && !NamedTests.in(cells[2]).isEmpty();
    }
}
