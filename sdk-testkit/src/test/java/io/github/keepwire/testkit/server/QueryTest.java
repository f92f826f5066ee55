// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest(name = "{0}: token = {1}")
    @CsvSource({"/?token=a,a", "/x?y=1&token=a%20b,a b", "/?token=first&token=second,first", "/?token=,''"})
    void valueIsFoundAndDecoded(String target, String value) {
        assertThat(Query.of(target).value("token")).contains(value);
    }

    @ParameterizedTest(name = "{0}: no token")
    @CsvSource({"/", "/?", "/?token", "/?xtoken=a", "/token=a", "/?token=%zz"})
    void valueIsMissing(String target) {
        assertThat(Query.of(target).value("token")).isEmpty();
    }
}
