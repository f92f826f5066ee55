// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** One directory with files in it, as far as a log needs it: the door for all I/O, so that tests can let it fail. */
interface Disk extends Closeable {
    /** The names of the files in it, in any order. */
    List<String> list() throws IOException;

    /** Makes an empty file that only its owner can read; fails if there is one of that name. */
    Data create(String name) throws IOException;

    /** Opens a file that exists. */
    Data open(String name) throws IOException;

    /** Deletes a file, if there is one of that name. */
    void delete(String name) throws IOException;

    /** Makes what was created and deleted last through a power cut, where the platform can. */
    void force() throws IOException;

    /** A file. Positions are in bytes from its beginning. */
    interface Data extends Closeable {
        long size() throws IOException;

        /** Reads until the buffer is full; fails at the end of the file. */
        void read(ByteBuffer target, long position) throws IOException;

        /** Writes all that remains in the buffer; when it fails, any part of it may be there. */
        void write(ByteBuffer source, long position) throws IOException;

        void truncate(long size) throws IOException;

        /** Makes what was written, and the size, last through a power cut. When it fails, nothing is known of it. */
        void force() throws IOException;
    }
}
