// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import io.github.keepwire.transport.Transport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A transport of each {@link Platform}, new for each test; JUnit closes it behind the test. */
final class EachTransport implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(Platform.values())
                .map(platform -> platform.transport(Transport.Settings.defaults()))
                .map(transport -> Arguments.of(Named.of(transport.name(), transport)));
    }
}
