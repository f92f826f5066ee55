// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stores;

import io.github.keepwire.outbox.FileStore;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.testkit.contract.MessageStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest implements MessageStoreContract {
    @TempDir
    Path place;

    @Override
    public MessageStore store() {
        return FileStore.in(place.resolve("outbox"));
    }

    @Override
    public Optional<MessageStore> smallStore() {
        return Optional.of(FileStore.in(place.resolve("outbox")).maxBytes(FileStore.LEAST_MAX_BYTES));
    }
}
