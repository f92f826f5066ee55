// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one JSON text after the other, and makes no objects but the texts that are asked for.
 *
 * <pre>{@code
 * scanner.begin(text);
 * scanner.enterObject();
 * while (scanner.nextField()) {
 *     if (scanner.nameIs("type")) {
 *         type = scanner.text();
 *     } else {
 *         scanner.skipValue();
 *     }
 * }
 * scanner.end();
 * }</pre>
 *
 * <p>What {@link #end()} has let pass is JSON by RFC 8259, every value of it looked at, within its limits and
 * with no key twice: just what Jackson accepts within them, but for two kinds of text that no writer of JSON makes. Jackson takes
 * characters beyond ASCII for the hexadecimal digits that they equal modulo 256; here they are refused. And it holds strings against
 * their limit only when somebody takes them; here they all are.
 *
 * <p>One for each session: it keeps its arrays. Not safe for use by several threads.
 */
public final class JsonScanner {
    private final FieldNames names = new FieldNames();
    private final JsonLimits limits;
    private String text = "";
    /** The index of what is looked at next. */
    private int at;

    private int depth;
    private int tokens;
    /** Nothing stands before the next member of the innermost object or array. */
    private boolean first;

    private int nameFrom;
    private int nameTo;
    /** The name at hand if it has escapes. */
    private @Nullable String unescapedName;

    /** Makes a scanner for texts of the default size. */
    public JsonScanner() {
        this(JsonLimits.DEFAULT);
    }

    /**
     * Makes a scanner.
     *
     * @param limits how large its texts may be
     */
    public JsonScanner(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * Starts with another text.
     *
     * @param json the text
     * @throws IOException if it is over the limit
     */
    public void begin(String json) throws IOException {
        begin(json, 0);
    }

    /**
     * Starts within another text.
     *
     * @param json the text
     * @param from the index of its first character that is looked at
     * @throws IOException if it is over the limit
     */
    public void begin(String json, int from) throws IOException {
        forget();
        if (json.length() > limits.documentLength()) {
            throw new BadJsonException(limits.documentLength());
        }
        text = json;
        at = JsonSpace.endOf(text, from);
    }

    /** Lets go of the text, so that a large one does not stay in memory until the next comes. */
    public void forget() {
        text = "";
        unescapedName = null;
        at = 0;
        depth = 0;
        tokens = 0;
        names.clear();
    }

    /**
     * Ends the document: nothing but space may be left.
     *
     * @throws IOException if something is, or the document had too many tokens
     */
    public void end() throws IOException {
        int rest = JsonSpace.endOf(text, at);
        if (rest < text.length() || tokens > limits.tokens()) {
            throw new BadJsonException(rest);
        }
    }

    /**
     * The first character of the value at hand, which tells its kind.
     *
     * @return the character, or NUL at the end of the text
     */
    public char peek() {
        return JsonSpace.charAt(text, at);
    }

    /**
     * Where the scanner stands: at the first character of the value at hand, or behind the value that was read last.
     *
     * @return an index of the text
     */
    public int position() {
        return at;
    }

    /**
     * Goes into the object at hand.
     *
     * @throws IOException if there is none, or it is too deep
     */
    public void enterObject() throws IOException {
        enter('{');
        names.enterObject();
    }

    /**
     * Goes into the array at hand.
     *
     * @throws IOException if there is none, or it is too deep
     */
    public void enterArray() throws IOException {
        enter('[');
    }

    /**
     * Goes on to the next element, or out of the innermost array.
     *
     * @return false if the array had no more elements
     * @throws IOException if neither comes
     */
    public boolean nextElement() throws IOException {
        return nextMember(']');
    }

    private void enter(char bracket) throws IOException {
        if (peek() != bracket || ++depth > StrictJson.MAX_DEPTH) {
            throw new BadJsonException(at);
        }
        at++;
        tokens++;
        first = true;
    }

    private void leave() {
        at++;
        tokens++;
        depth--;
        first = false;
    }

    /**
     * Goes on to the value of the next field, or out of the innermost object.
     *
     * @return false if the object had no more fields
     * @throws IOException if neither comes, or the object has that name already
     */
    public boolean nextField() throws IOException {
        if (!nextMember('}')) {
            names.leaveObject();
            return false;
        }
        if (JsonSpace.charAt(text, at) != '"') {
            throw new BadJsonException(at);
        }
        readName();
        int colon = JsonSpace.endOf(text, at);
        if (JsonSpace.charAt(text, colon) != ':') {
            throw new BadJsonException(colon);
        }
        at = JsonSpace.endOf(text, colon + 1);
        return true;
    }

    /** Goes on to the next member of the innermost object or array; false if it ends. */
    private boolean nextMember(char bracket) throws IOException {
        int i = JsonSpace.endOf(text, at);
        char c = JsonSpace.charAt(text, i);
        if (c == bracket) {
            at = i;
            leave();
            return false;
        }
        if (!first && c != ',') {
            throw new BadJsonException(i);
        }
        at = first ? i : JsonSpace.endOf(text, i + 1);
        first = false;
        return true;
    }

    private void readName() throws IOException {
        int from = at + 1;
        int to = JsonStrings.endOfPlain(text, from);
        String unescaped = null;
        if (JsonSpace.charAt(text, to) != '"') {
            to = endOfString(to);
            if (!JsonStrings.hasWholePairs(text, from, to)) {
                throw new BadJsonException(from);
            }
            unescaped = JsonStrings.unescaped(text, from, to);
        }
        int length = unescaped == null ? to - from : unescaped.length();
        if (length > StrictJson.MAX_NAME_LENGTH || !names.add(text, from, to, unescaped)) {
            throw new BadJsonException(from);
        }
        nameFrom = from;
        nameTo = to;
        unescapedName = unescaped;
        at = to + 1;
        tokens++;
    }

    /**
     * Compares the name of the field at hand, without making a text of it.
     *
     * @param name a name
     * @return whether it is that
     */
    public boolean nameIs(String name) {
        String unescaped = unescapedName;
        return unescaped == null
                ? nameTo - nameFrom == name.length() && text.startsWith(name, nameFrom)
                : unescaped.equals(name);
    }

    /**
     * Reads the string at hand.
     *
     * @return what it means, without escapes
     * @throws IOException if there is none
     */
    public String text() throws IOException {
        if (peek() != '"') {
            throw new BadJsonException(at);
        }
        int from = at + 1;
        boolean plain = skipString();
        int to = at - 1;
        return plain ? text.substring(from, to) : JsonStrings.unescaped(text, from, to);
    }

    /**
     * Reads the number at hand if it has neither fraction nor exponent.
     *
     * @return its text; null for any other number, which is passed over too
     * @throws IOException if there is none
     */
    public @Nullable String integer() throws IOException {
        int from = at;
        skipNumber();
        return JsonNumbers.isInteger(text, from, at) ? text.substring(from, at) : null;
    }

    /**
     * Goes on to the end of the value at hand, and looks at everything in it.
     *
     * @throws IOException if there is none
     */
    public void skipValue() throws IOException {
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case 'n' -> skipLiteral("null");
            default -> skipNumber();
        }
    }

    private void skipObject() throws IOException {
        enterObject();
        while (nextField()) {
            skipValue();
        }
    }

    private void skipArray() throws IOException {
        enterArray();
        while (nextElement()) {
            skipValue();
        }
    }

    private void skipLiteral(String literal) throws IOException {
        if (!text.startsWith(literal, at)) {
            throw new BadJsonException(at);
        }
        at += literal.length();
        tokens++;
    }

    private void skipNumber() throws IOException {
        int to = JsonNumbers.endOf(text, at);
        if (to < 0) {
            throw new BadJsonException(~to);
        }
        at = to;
        tokens++;
    }

    /** Tells whether the string had no escapes. */
    private boolean skipString() throws IOException {
        int from = at + 1;
        int to = JsonStrings.endOfPlain(text, from);
        boolean plain = JsonSpace.charAt(text, to) == '"';
        if (!plain) {
            to = endOfString(to);
        }
        if (to - from > limits.stringLength() && JsonStrings.length(text, from, to) > limits.stringLength()) {
            throw new BadJsonException(from);
        }
        at = to + 1;
        tokens++;
        return plain;
    }

    private int endOfString(int from) throws IOException {
        int to = JsonStrings.endOf(text, from);
        if (to < 0) {
            throw new BadJsonException(~to);
        }
        return to;
    }
}
