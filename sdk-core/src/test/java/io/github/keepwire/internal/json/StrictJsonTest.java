// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    private final JacksonCodec codec = new JacksonCodec();

    record Reading(String sensor, double value) {}

    record Named(String deviceName) {}

    static Stream<Arguments> beyondTheLimits() {
        return Stream.of(
                Arguments.of("100 000 levels", repeated("[", 100_000) + repeated("]", 100_000)),
                Arguments.of("65 levels", repeated("[", 65) + repeated("]", 65)),
                Arguments.of("a number of a million digits", repeated("9", 1_000_000)),
                Arguments.of("a number of 65 digits", repeated("9", 65)),
                Arguments.of("a name of 257 characters", "{\"" + repeated("n", 257) + "\":1}"),
                Arguments.of("a document beyond 2 MiB", "[" + repeated("1,", 1 << 20) + "1]"),
                Arguments.of("200 000 keys", keys(200_000)),
                Arguments.of("a string beyond 1 MiB", "[\"" + repeated("x", (1 << 20) + 1) + "\"]"),
                Arguments.of("a key twice", "{\"a\":1,\"a\":2}"),
                Arguments.of("something behind the value", "{} {}"),
                Arguments.of("nothing", ""),
                Arguments.of("half of it", "{\"a\":"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyondTheLimits")
    void foreignJsonBeyondTheLimitsIsRefused(String name, String json) {
        assertThatThrownBy(() -> codec.check(json))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
        assertThatThrownBy(() -> codec.read(json, Object.class))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_MISMATCH));
    }

    @Test
    void whatIsWithinTheLimitsIsAccepted() {
        assertThatCode(() -> codec.check(repeated("[", 64) + repeated("]", 64))).doesNotThrowAnyException();
        assertThatCode(() -> codec.check(keys(100_000))).doesNotThrowAnyException();
        assertThatCode(() -> codec.check("[" + repeated("1234,", 200_000) + "1]"))
                .doesNotThrowAnyException();
        assertThatCode(() -> codec.check(repeated("9", 64))).doesNotThrowAnyException();
        assertThatCode(() -> codec.check("\"" + repeated("x", 1 << 20) + "\"")).doesNotThrowAnyException();
    }

    /** Jackson's table of names counts a hash by 33, and what is wrong with it stays wrong for the whole process. */
    @Test
    void namesOfOneHashHarmNeitherTheirDocumentNorTheNextOnes() {
        JacksonCodec own = new JacksonCodec(new ObjectMapper());
        String twins = Twins.fields("Aa", "B@", 10);
        for (int round = 0; round < 3; round++) {
            String many = keys(1_000 << round);
            assertThatCode(() -> codec.check(twins)).doesNotThrowAnyException();
            assertThat(codec.field(many, "first")).isEqualTo("1");
            assertThat(own.read(twins, Map.class).size()).isEqualTo(1 << 10);
            assertThatCode(() -> own.check(many)).doesNotThrowAnyException();
        }
    }

    @Test
    void aHugeExponentIsNotExpanded() {
        String huge = "1e999999999";

        assertThat(codec.field("{\"n\":" + huge + "}", "n")).isEqualTo(huge);
        assertThat(codec.read("{\"n\":" + huge + "}", Map.class).get("n")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(codec.read(huge, BigDecimal.class).precision()).isEqualTo(1);
        assertThatThrownBy(() -> codec.read(huge, BigInteger.class)).isInstanceOf(KeepwireException.class);
        assertThatThrownBy(() -> codec.read(huge, Long.class)).isInstanceOf(KeepwireException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("textsThatAreNotText")
    void halfASurrogatePairIsRefusedBeforeItCanEndALink(String name, String text) {
        assertThatThrownBy(() -> codec.write(Map.of("text", text)))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE))
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> codec.check("{\"text\":\"" + text + "\"}")).isInstanceOf(KeepwireException.class);
    }

    static Stream<Arguments> textsThatAreNotText() {
        return Stream.of(
                Arguments.of("a high half at the end", "a\ud83d"),
                Arguments.of("a high half before a letter", "\ud83da"),
                Arguments.of("a low half alone", "\ude80a"));
    }

    @Test
    void wholePairsAndEscapedHalvesTravel() {
        assertThat(codec.write("\ud83d\ude80")).isEqualTo("\"\ud83d\ude80\"");
        assertThatCode(() -> codec.check("\"\\ud83d\"")).doesNotThrowAnyException();
    }

    @Test
    void recordsMapsAndListsTravelBothWays() {
        assertThat(codec.read(codec.write(new Reading("t", 2.5)), Reading.class))
                .isEqualTo(new Reading("t", 2.5));
        Map<?, ?> map = codec.read(codec.write(Map.of("a", List.of(1, 2))), Map.class);
        assertThat(map.equals(Map.of("a", List.of(1, 2)))).isTrue();
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(codec.read("{\"sensor\":\"t\",\"value\":1,\"unit\":\"C\"}", Reading.class))
                .isEqualTo(new Reading("t", 1));
    }

    @Test
    void anApplicationsMapperDecidesAboutNamesAndTheLimitsStay() {
        JacksonCodec snake =
                new JacksonCodec(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));

        assertThat(snake.write(new Named("d"))).isEqualTo("{\"device_name\":\"d\"}");
        assertThatThrownBy(() -> snake.read("{\"a\":1,\"a\":2}", Map.class)).isInstanceOf(KeepwireException.class);
    }

    @Test
    void aMapperFromJacksonsBuilderIsAsGoodAsAnyOther() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        assertThat(new JacksonCodec(mapper).write(new Named("d"))).isEqualTo("{\"device_name\":\"d\"}");
    }

    @Test
    void anApplicationsMapperIsNotChanged() {
        ObjectMapper mapper = new ObjectMapper();

        new JacksonCodec(mapper);

        assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .isTrue();
        assertThat(mapper.getFactory().streamReadConstraints().getMaxNestingDepth())
                .isGreaterThan(StrictJson.MAX_DEPTH);
    }

    @Test
    void aMapperThatCannotBeCopiedIsNamed() {
        class Special extends ObjectMapper {
            private static final long serialVersionUID = 1L;
        }

        assertThatThrownBy(() -> new JacksonCodec(new Special()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Special")
                .hasMessageContaining("copy()");
    }

    @Test
    void whatAnApplicationsDeserializerThrowsIsNotTold() {
        SimpleModule module = new SimpleModule().addDeserializer(Named.class, new JsonDeserializer<>() {
            @Override
            public Named deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                throw new IllegalStateException("cannot read " + parser.getText());
            }
        });
        JacksonCodec fragile = new JacksonCodec(new ObjectMapper().registerModule(module));

        assertThatThrownBy(() -> fragile.read("\"CANARY\"", Named.class))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_MISMATCH))
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
    }

    @Test
    void whatCannotBeWrittenIsNamedByItsType() {
        assertThatThrownBy(() -> codec.write(Collections.singletonMap("at", Instant.EPOCH)))
                .isInstanceOf(KeepwireException.class)
                .hasMessageContaining("ObjectMapper")
                .hasMessageContaining("Map");
        Map<String, Object> loop = new LinkedHashMap<>();
        loop.put("self", loop);
        assertThatThrownBy(() -> codec.write(loop)).isInstanceOf(KeepwireException.class);
    }

    @Test
    void errorsTellThePlaceAndNotTheContent() {
        assertThatThrownBy(() -> codec.read("{\"value\": CANARY}", Reading.class))
                .hasMessageContaining("Reading")
                .hasMessageContaining("offset")
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
        assertThatThrownBy(() -> codec.check("CANARY"))
                .hasMessageNotContaining("CANARY")
                .hasNoCause();
        assertThatThrownBy(() -> codec.read("null", Reading.class)).hasMessageContaining("null");
    }

    @Test
    void aFieldIsFoundWithoutReadingTheRest() {
        String json = "{\"deep\":{\"groupId\":\"no\"},\"groupId\":\"home\",\"list\":[1]}";

        assertThat(codec.field(json, "groupId")).isEqualTo("home");
        assertThat(codec.field(json, "deep")).isNull();
        assertThat(codec.field(json, "list")).isNull();
        assertThat(codec.field(json, "absent")).isNull();
        assertThat(codec.field("[]", "groupId")).isNull();
    }

    private static String keys(int count) {
        StringBuilder json = new StringBuilder("{\"first\":1");
        for (int i = 0; i < count; i++) {
            json.append(",\"").append(Integer.toString(i, 36)).append("\":1");
        }
        return json.append('}').toString();
    }

    private static String repeated(String text, int times) {
        return String.join("", Collections.nCopies(times, text));
    }
}
