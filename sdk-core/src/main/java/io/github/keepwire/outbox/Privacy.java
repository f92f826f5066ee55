// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions for the owner alone, given when a file is made: afterwards would be too late. */
final class Privacy {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private Privacy() {}

    /** None where the file system knows no such permissions. */
    static FileAttribute<?>[] ofFiles(Path directory) {
        return attributes(directory, "rw-------");
    }

    static FileAttribute<?>[] ofDirectories(Path directory) {
        return attributes(directory, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path directory, String permissions) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NO_ATTRIBUTES;
    }
}
