// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stores;

import io.github.keepwire.outbox.MemoryStore;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.testkit.contract.MessageStoreContract;

class MemoryStoreContractTest implements MessageStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public MessageStore store() {
        return store;
    }
}
