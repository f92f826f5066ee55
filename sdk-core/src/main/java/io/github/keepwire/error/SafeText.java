// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Text that may stand in a log or an error: nothing secret, nothing that breaks a line.
 *
 * <p>Pure functions; safe for use by any thread.
 */
public final class SafeText {
    private static final int LONGEST = 200;

    private SafeText() {}

    /**
     * Makes text from the wire printable: control characters, line separators and lone surrogates become
     * <code>&#92;uXXXX</code>, and what is beyond 200 characters is cut.
     *
     * @param text text that somebody else wrote, or null
     * @return printable text of bounded length; empty for null
     */
    public static String wire(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            append(out, text.charAt(i));
        }
        return text.length() > LONGEST ? out.append("..").toString() : out.toString();
    }

    private static void append(StringBuilder out, char c) {
        boolean unsafe = Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c);
        if (unsafe) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(c >> shift & 0xf, 16));
            }
        } else {
            out.append(c);
        }
    }

    /**
     * Tells an address without what may be secret: user info, query and fragment are left out.
     *
     * @param uri the address
     * @return scheme, host, port and path
     */
    public static String uri(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return wire(uri.getScheme() + "://" + hostAndPort(uri) + path);
    }

    /**
     * Tells the host and port an address leads to.
     *
     * @param uri the address
     * @return {@code host:port}, the port filled in for ws, wss, http and https
     */
    public static String hostAndPort(URI uri) {
        int port = uri.getPort();
        if (port < 0) {
            boolean secure = "wss".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            port = secure ? 443 : 80;
        }
        return wire(uri.getHost() + ":" + port);
    }
}
