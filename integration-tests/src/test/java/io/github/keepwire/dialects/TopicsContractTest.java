// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.dialects;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.contract.ProtocolContract;

class TopicsContractTest implements ProtocolContract {
    @Override
    public Protocol protocol() {
        return JsonDialect.topics();
    }

    @Override
    public PayloadCodec codec() {
        return new JacksonCodec();
    }

    @Override
    public boolean showsTokenInAddress() {
        return true;
    }
}
