// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.internal.json.JsonLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program can read of a refusal, beside the sentence for people. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"no\"} | no | '' | ''",
                "{\"message\":\"no\",\"data\":{\"a\":[1],\"code\":\"EXPIRED\"}} | no | EXPIRED | {\"a\":[1],\"code\":\"EXPIRED\"}",
                "{\"data\":{\"code\":7},\"message\":\"no\"} | no | 7 | {\"code\":7}",
                "{\"message\":\"no\",\"data\":{\"code\":{\"a\":1}}} | no | '' | {\"code\":{\"a\":1}}",
                "{\"message\":\"no\",\"data\":\"secret\"} | no | '' | \"secret\"",
                "{\"message\":\"no\",\"data\": 41.5 } | no | '' | 41.5",
                "{\"message\":\"no\",\"data\":[true]} | no | '' | [true]",
                "\"go away\" | go away | '' | ''"
            })
    void aNamespaceIsRefusedWithDataForPrograms(String told, String why, String code, String details) throws Exception {
        PacketReader reader = new PacketReader(new JacksonCodec(), 10, JsonLimits.DEFAULT);

        KeepwireException refusal = Refusals.ofNamespace(reader.read("4/secure," + told, 0));

        assertThat(refusal).hasMessage("the namespace /secure was refused: " + why);
        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(((KeepwireException.ServerError) refusal).serverCode()).isEqualTo(code);
        assertThat(((KeepwireException.ServerError) refusal).details()).isEqualTo(details);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"muted\",\"code\":7} | muted | 7",
                "{\"error\":{\"code\":\"MUTED\",\"message\":\"wait\"}} | wait | MUTED",
                "{\"error\":[1],\"message\":\"wait\"} | [1] | ''",
                "{\"success\":false,\"retryAfter\":5} | null | ''"
            })
    void aMessageIntoARoomIsRefusedWithAllOfTheAck(String told, String why, String code) throws Exception {
        PacketReader reader = new PacketReader(new JacksonCodec(), 10, JsonLimits.DEFAULT);

        KeepwireException refusal =
                Refusals.inRoom("it", reader.read("30[" + told + "]", 0).arguments());

        assertThat(refusal).hasMessage("the server refused it: " + why);
        assertThat(((KeepwireException.ServerError) refusal).serverCode()).isEqualTo(code);
        assertThat(((KeepwireException.ServerError) refusal).details()).isEqualTo(told);
    }
}
