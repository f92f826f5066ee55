// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExpiryTest {
    private static final Instant EXP = Instant.ofEpochSecond(1_900_000_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":1900000000}",
                "{\"exp\":1900000000.75}",
                "{\"exp\":1.9e9}",
                "{\"sub\":\"\u00fcser\",\"roles\":[{\"exp\":1}],\"exp\":1900000000,\"nested\":{\"exp\":2}}"
            })
    void aJsonWebTokenTellsItByExp(String claims) {
        assertThat(TokenExpiry.of(jwt(claims))).isEqualTo(EXP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "1900000000",
                "{\"exp\":\"1900000000\"}",
                "{\"exp\":null}",
                "{\"exp\":true}",
                "{\"exp\":{}}",
                "{\"exp\":-5}",
                "{\"exp\":0}",
                "{\"exp\":1e400}",
                "{\"exp\":9223372036854775807}",
                "{\"exp\":1900000000",
                "{\"exp\":1900000000,}",
                "{\"exp\":1900000000} {\"exp\":1}",
                "{\"exp\":1900000000,\"exp\":1900000001}",
                "{\"exp\":NaN}",
                "{\"nested\":{\"exp\":1900000000}}"
            })
    void whatMakesNoSenseTellsNothing(String claims) {
        assertThat(TokenExpiry.of(jwt(claims))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", ".", "..", "...", "a.b", "a.b.c", "a.%%%.c", "a.e30.c", "a.e30.c.d", "a.eyJ.c"})
    void whatIsNoJsonWebTokenTellsNothing(String secret) {
        assertThat(TokenExpiry.of(Token.of(secret))).isNull();
    }

    @Test
    void claimsThatNestTooDeepTellNothing() {
        assertThat(TokenExpiry.of(jwt("{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + ",\"exp\":1900000000}")))
                .isNull();
    }

    @Test
    void whatTheApplicationTellsGoesFirst() {
        Instant told = Instant.ofEpochSecond(5);

        assertThat(TokenExpiry.of(jwt("{\"exp\":1900000000}").expiresAt(told))).isEqualTo(told);
        assertThat(TokenExpiry.of(Token.of("opaque").expiresAt(told))).isEqualTo(told);
    }

    @Test
    void noNonsenseThrows() {
        Random random = new Random(7);
        byte[] good =
                "{\"sub\":\"someone\",\"exp\":1900000000,\"a\":[1,2,{\"b\":null}]}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Instant expiry = TokenExpiry.of(jwt(bad));
            assertThat(expiry == null || expiry.isAfter(Instant.EPOCH)).isTrue();
        }
    }

    static Token jwt(String claims) {
        return jwt(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static Token jwt(byte[] claims) {
        return Token.of(
                "eyJhbGciOiJub25lIn0." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims) + ".c2ln");
    }
}
