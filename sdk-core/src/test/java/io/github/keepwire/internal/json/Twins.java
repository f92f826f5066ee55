// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

/** Objects whose names share one hash, because they are made of two pieces that do. */
final class Twins {
    private Twins() {}

    /** An object with a name for each row of so many pieces, each of them one of two. */
    static String fields(String one, String other, int pieces) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << pieces; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            for (int piece = 0; piece < pieces; piece++) {
                json.append((i >> piece & 1) == 0 ? one : other);
            }
            json.append("\":0");
        }
        return json.append('}').toString();
    }
}
