// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

/** Every place where code of the application runs on threads that serve the client. */
enum CallbackPlace {
    MESSAGE,
    TYPED,
    ANY,
    ONCE,
    STATE,
    ERROR,
    SENDING,
    ACCEPTED,
    OUTCOME,
    CONNECTED,
    CLOSED,
    TOKEN,
    TOKEN_COMPLETION,
    FILTER,
    HEARTBEAT,
    SESSION_PREPARE("prepare"),
    SESSION_NEW("newSession"),
    SESSION_OPENED("opened"),
    SESSION_RECEIVED("received"),
    SESSION_ENCODE("encode"),
    SESSION_ANSWERED("answered"),
    SESSION_WAKE("wake"),
    SESSION_ENDED("ended"),
    EXECUTOR_TASK,
    CALLBACK_EXECUTOR_TASK;

    private final String method;

    CallbackPlace() {
        this("");
    }

    CallbackPlace(String method) {
        this.method = method;
    }

    /** Whether this is one of the dialect's methods. */
    boolean isIn(String dialectsMethod) {
        return method.equals(dialectsMethod);
    }

    /** Whether it comes on the way to the open connection. */
    boolean isWhileConnecting() {
        return switch (this) {
            case STATE, CONNECTED, TOKEN, TOKEN_COMPLETION, SESSION_PREPARE, SESSION_NEW, SESSION_OPENED -> true;
            default -> false;
        };
    }
}
