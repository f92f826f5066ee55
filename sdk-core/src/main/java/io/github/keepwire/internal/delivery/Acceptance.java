// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

/** Tells a receipt that its message was accepted. */
record Acceptance(PendingReceipt receipt) implements Unheard {
    @Override
    public void run() {
        receipt.accept();
    }

    @Override
    public boolean runUnheard() {
        return receipt.acceptUnheard();
    }
}
