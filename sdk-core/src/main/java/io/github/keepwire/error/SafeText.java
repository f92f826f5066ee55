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
        int i = 0;
        while (i < text.length() && i < LONGEST) {
            int character = text.codePointAt(i);
            append(out, character);
            i += Character.charCount(character);
        }
        return i < text.length() ? out.append("..").toString() : out.toString();
    }

    private static void append(StringBuilder out, int character) {
        boolean breaksLines = Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
        boolean isHalf = Character.isBmpCodePoint(character) && Character.isSurrogate((char) character);
        if (breaksLines || isHalf) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(character >> shift & 0xf, 16));
            }
        } else {
            out.appendCodePoint(character);
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
