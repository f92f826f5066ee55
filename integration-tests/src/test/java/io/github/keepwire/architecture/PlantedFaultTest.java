// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants one fault per rule and sees the rule fail: a rule that never bites guards nothing. */
class PlantedFaultTest {
    @TempDir
    Path compiled;

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPlantedFaultIsFound(String fault, ArchRule rule, List<Source> sources) {
        compile(sources);
        var classes = new ClassFileImporter().importPath(compiled);

        var result = rule.evaluate(classes);

        assertThat(result.hasViolation()).as(fault).isTrue();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "two rooms use each other",
                        ArchitectureRules.PACKAGES_FORM_NO_CYCLES,
                        source("internal.loop.A", "public class A { io.github.keepwire.internal.event.B b; }"),
                        source("internal.event.B", "public class B { io.github.keepwire.internal.loop.A a; }")),
                fault(
                        "a room that the plan does not show",
                        ArchitectureRules.EVERY_PACKAGE_IS_ON_THE_PLAN,
                        source("util.A", "class A {}")),
                fault(
                        "a low room uses a higher one",
                        ArchitectureRules.ROOMS_USE_ONLY_ROOMS_BELOW,
                        source("policy.A", "public class A { io.github.keepwire.auth.B[] b; }"),
                        source("auth.B", "public class B {}")),
                fault(
                        "the low floor uses the mid floor",
                        ArchitectureRules.ROOMS_USE_ONLY_ROOMS_BELOW,
                        source("outbox.A", "class A { Object o = new io.github.keepwire.internal.loop.B(); }"),
                        source("internal.loop.B", "public class B {}")),
                fault(
                        "production uses the room for tests",
                        ArchitectureRules.ROOMS_USE_ONLY_ROOMS_BELOW,
                        source("internal.session.A", "class A { io.github.keepwire.testing.B b; }"),
                        source("testing.B", "public class B {}")),
                fault(
                        "a room uses the front door",
                        ArchitectureRules.ONLY_THE_FLEET_USES_THE_FRONT_DOOR,
                        source("internal.session.A", "class A { io.github.keepwire.B b; }"),
                        source("B", "public class B {}")),
                fault(
                        "one dialect borrows from another",
                        ArchitectureRules.DIALECTS_ARE_STRANGERS,
                        source("protocol.json.A", "class A { io.github.keepwire.protocol.pusher.B b; }"),
                        source("protocol.pusher.B", "public class B {}")),
                fault(
                        "a transport knows messages",
                        ArchitectureRules.TRANSPORTS_KNOW_NO_MESSAGES,
                        source("transport.A", "class A { io.github.keepwire.message.B b; }"),
                        source("message.B", "public class B {}")),
                fault(
                        "core opens a socket",
                        ArchitectureRules.CORE_NAMES_NO_SOCKET_LIBRARY,
                        source("internal.session.A", "class A { java.net.http.HttpClient client; }")),
                fault(
                        "a reference to the clock",
                        ArchitectureRules.ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE,
                        source("policy.A", "class A { java.util.function.LongSupplier now = System::nanoTime; }")),
                fault(
                        "a call of the wall clock",
                        ArchitectureRules.ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE,
                        source("message.A", "class A { Object now = java.time.Instant.now(); }")),
                fault(
                        "dice of one's own",
                        ArchitectureRules.ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE,
                        source("policy.A", "class A { Object dice = new java.security.SecureRandom(); }")),
                fault(
                        "a sleeping transport",
                        ArchitectureRules.ONLY_TIME_ASKS_THE_TIME_OR_ROLLS_DICE,
                        source("transport.jdk.A", "class A { void a() throws Exception { Thread.sleep(1); } }")),
                fault(
                        "a thread outside the loop",
                        ArchitectureRules.ONLY_THE_LOOP_MAKES_THREADS,
                        source("internal.delivery.A", "class A { Thread thread = new Thread(() -> {}); }")),
                fault(
                        "an executor outside the loop",
                        ArchitectureRules.ONLY_THE_LOOP_MAKES_THREADS,
                        source(
                                "internal.event.A",
                                "class A { Object pool = java.util.concurrent.Executors.newCachedThreadPool(); }")),
                fault(
                        "work on the common pool",
                        ArchitectureRules.ONLY_THE_LOOP_MAKES_THREADS,
                        source(
                                "auth.A",
                                "class A { Object done = java.util.concurrent.CompletableFuture.runAsync(() -> {}); }")),
                fault(
                        "a static that changes",
                        ArchitectureRules.STATIC_FIELDS_ARE_FINAL,
                        source("stats.A", "class A { static int count; }")),
                fault(
                        "a lock on a method",
                        ArchitectureRules.NO_METHOD_IS_SYNCHRONIZED,
                        source("stats.A", "class A { synchronized void count() {} }")),
                fault(
                        "an exception far from its family",
                        ArchitectureRules.THROWABLES_OF_CORE_LIVE_IN_ERROR,
                        source("auth.A", "class A extends RuntimeException {}")),
                fault(
                        "a third party in a generic signature",
                        ArchitectureRules.SIGNATURES_NAME_ONLY_THE_JDK_AND_US,
                        source(
                                "message.A",
                                "public final class A { protected java.util.List<? extends org.slf4j.Logger> a; }")),
                fault(
                        "an internal type in a signature",
                        ArchitectureRules.SIGNATURES_NAME_ONLY_THE_JDK_AND_US,
                        source(
                                "A",
                                "public final class A { public io.github.keepwire.internal.loop.B[] b() { return null; } }"),
                        source("internal.loop.B", "public class B {}")),
                fault(
                        "a second door for the ObjectMapper",
                        ArchitectureRules.SIGNATURES_NAME_ONLY_THE_JDK_AND_US,
                        source(
                                "message.ABuilder",
                                "public final class ABuilder { public void a(com.fasterxml.jackson.databind.ObjectMapper m) {} }")),
                fault(
                        "a public class that anybody can extend",
                        ArchitectureRules.PUBLIC_TYPES_OF_CORE_ARE_CLOSED,
                        source("event.A", "public class A {}")));
    }

    private static Arguments fault(String name, ArchRule rule, Source... sources) {
        return Arguments.of(name, rule, List.of(sources));
    }

    private static Source source(String name, String text) {
        return new Source(Rooms.K + "." + name, text);
    }

    private void compile(List<Source> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var log = new StringWriter();
        var options = List.of("-d", compiled.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");

        boolean done = compiler.getTask(log, null, null, options, null, sources).call();

        assertThat(done).as(log.toString()).isTrue();
    }

    /** A class written down in a string, put into its package. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String body) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            text = "package " + name.substring(0, name.lastIndexOf('.')) + "; " + body;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
