// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of the errors that a server tells: an event with the server's code and details. */
class ServerErrorTest {
    private final List<String> heard = new ArrayList<>();
    private final Rig rig = new Rig(builder -> builder.protocol(JsonDialect.builder("acking")
            .ack("ok", "id")
            .subscribe("{\"type\":\"subscribe\",\"channels\":$channels}")
            .confirmedBy("subscribed", "channels")
            .refusedBy("error", "payload.channel", "payload.message")
            .build()));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"type\":\"error\",\"payload\":{\"code\":\"VALIDATION_ERROR\",\"details\":\"x is missing\"}}; VALIDATION_ERROR; x is missing",
                "{\"type\":\"error\",\"code\":\"CAMERA_ERROR\",\"message\":\"no camera\"}; CAMERA_ERROR; ''",
                "{\"type\":\"error\",\"payload\":{\"code\":4711}}; 4711; ''",
                "{\"type\":\"error\",\"payload\":{\"error\":{\"code\":\"E1\",\"details\":\"why\"}}}; E1; why",
                "{\"type\":\"error\",\"payload\":{\"code\":\"E2\",\"details\":{ \"field\" : [\"a\", 1] }}}; E2; { \"field\" : [\"a\", 1] }",
                "{\"type\":\"error\",\"payload\":{\"code\":\"E3\",\"details\":[1,2]}}; E3; [1,2]",
            })
    void anErrorIsAnEventWithCodeAndDetails(String frame, String code, String details) {
        rig.client.on("error", message -> heard.add(message.type()));
        rig.connected();

        rig.hear(frame);

        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).message()).extracting(Message::type).isEqualTo("error");
        KeepwireException.ServerError error =
                (KeepwireException.ServerError) rig.errors.get(0).error();
        assertThat(error.code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER);
        assertThat(error.serverCode()).isEqualTo(code);
        assertThat(error.details()).isEqualTo(details);
        assertThat(heard).as("it is a message too").containsExactly("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"error\"}",
                "{\"type\":\"error\",\"payload\":null}",
                "{\"type\":\"error\",\"payload\":\"it broke\"}",
                "{\"type\":\"error\",\"payload\":[1,2,3]}",
                "{\"type\":\"error\",\"payload\":{\"code\":{\"a\":1},\"id\":[]}}",
                "{\"type\":\"error\",\"code\":null,\"details\":null}",
                "{\"type\":\"error\",\"payload\":{\"whatever\":{\"code\":\"deep\"}}}",
            })
    void anErrorOfUnknownShapeIsAnEventWithoutCodeAndHarmsNothing(String frame) {
        rig.connected();
        Receipt receipt = rig.send("m-1", SendOptions.acked(ofSeconds(5)));
        rig.run();

        rig.hear(frame);

        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).error()).isInstanceOfSatisfying(KeepwireException.ServerError.class, error -> {
            assertThat(error.serverCode()).isEmpty();
            assertThat(error.details()).isEmpty();
        });
        assertThat(receipt.outcome()).isNotDone();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void anErrorThatAnswersASendTellsItsCodeInTheOutcome() {
        rig.connected();
        Receipt receipt = rig.send("m-1", SendOptions.acked(ofSeconds(5)));
        rig.run();

        rig.hear(
                "{\"type\":\"error\",\"payload\":{\"code\":\"VALIDATION_ERROR\",\"details\":\"x\",\"replyTo\":\"m-1\"}}");

        assertThat(Rig.statusOf(receipt)).isEqualTo(Outcome.Status.REJECTED);
        assertThat(receipt.outcome().join().error())
                .isInstanceOfSatisfying(KeepwireException.ServerError.class, error -> {
                    assertThat(error.serverCode()).isEqualTo("VALIDATION_ERROR");
                    assertThat(error.details()).isEqualTo("x");
                });
    }

    @Test
    void aRefusedSubscriptionTellsTheServersCodeOnItsHandleOnly() {
        Subscription mine = rig.client.subscribe("mine", message -> {});
        Subscription other = rig.client.subscribe("other", message -> {});
        rig.connected();

        rig.hear("{\"type\":\"error\",\"payload\":{\"channel\":\"other\",\"code\":\"FORBIDDEN\",\"message\":\"no\"}}");

        assertThat(other.refusal())
                .containsInstanceOf(KeepwireException.ServerError.class)
                .map(why -> ((KeepwireException.ServerError) why).serverCode())
                .contains("FORBIDDEN");
        assertThat(mine.state()).isEqualTo(Subscription.State.SUBSCRIBING);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void whatAServerTellsIsBoundedAndEscapedWherePeopleReadIt() {
        rig.connected();

        rig.hear("{\"type\":\"error\",\"payload\":{\"code\":\"A\\nB\",\"details\":\"" + "x".repeat(5_000) + "\"}}");

        KeepwireException.ServerError error =
                (KeepwireException.ServerError) rig.errors.get(0).error();
        assertThat(error.getMessage()).hasSizeLessThan(1_000).doesNotContain("\n");
        assertThat(error.serverCode()).isEqualTo("A\nB");
        assertThat(error.details()).hasSize(5_000);
    }
}
