// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The official client for Java on our server, with the OkHttp 3 that it wants: {@link OfficialJavaClient}. */
class OfficialJavaClientInteropTest extends OfficialClientStage {
    @Override
    ProcessBuilder program(String url, String recoveringUrl) {
        Path classes = classes();
        String path = classes + File.pathSeparator + classes.resolveSibling("official") + File.separator + "*";
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                OfficialJavaClient.class.getName(),
                url);
    }

    private static Path classes() {
        try {
            return Path.of(OfficialJavaClient.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int checks() {
        return 12;
    }
}
