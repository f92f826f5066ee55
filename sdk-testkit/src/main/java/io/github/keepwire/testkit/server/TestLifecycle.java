// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts and closes a server around tests: an instance field around each test, a static field around all tests of a
 * class and its nested classes, with a clean slate before each.
 */
abstract class TestLifecycle
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    private final AtomicInteger classes = new AtomicInteger();

    abstract void open();

    abstract void cleanSlate();

    abstract void closeClients();

    @Override
    public abstract void close();

    /**
     * Starts a server in a static field; called by JUnit.
     *
     * @param context what JUnit tells
     */
    @Override
    public final void beforeAll(ExtensionContext context) {
        if (classes.getAndIncrement() == 0) {
            open();
        }
    }

    /**
     * Starts a server in an instance field, or empties a shared one; called by JUnit.
     *
     * @param context what JUnit tells
     */
    @Override
    public final void beforeEach(ExtensionContext context) {
        if (classes.get() == 0) {
            open();
        } else {
            cleanSlate();
        }
    }

    /**
     * Closes the test's clients, and a server in an instance field; called by JUnit.
     *
     * @param context what JUnit tells
     */
    @Override
    public final void afterEach(ExtensionContext context) {
        if (classes.get() == 0) {
            close();
        } else {
            closeClients();
        }
    }

    /**
     * Closes a server in a static field; called by JUnit.
     *
     * @param context what JUnit tells
     */
    @Override
    public final void afterAll(ExtensionContext context) {
        if (classes.decrementAndGet() == 0) {
            close();
        }
    }
}
