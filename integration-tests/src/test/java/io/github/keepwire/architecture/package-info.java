/**
 * The shape of the code, held by tests: which room may use which, who may ask the time, what the public sees. Start
 * reading at {@code ArchitectureTest}.
 */
@NullMarked
package io.github.keepwire.architecture;

import org.jspecify.annotations.NullMarked;
