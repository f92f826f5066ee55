// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.json.JacksonCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A frame with holes, checked when it is made. A hole that stands alone becomes a JSON value, and one within a string
 * becomes a part of it: whatever fills it, the frame stays the JSON that it was. {@code $$} within a string is a dollar sign.
 */
final class Template {
    /** Puts values into holes. */
    interface Filler {
        /** Answers a text, an integer or a list of texts. */
        Object value(Hole hole);
    }

    /** A hole after some text; the last part has none. */
    private record Part(String before, @Nullable Hole hole, boolean inString) {}

    private static final int FRAME_LENGTH = 120;

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Checks a template.
     *
     * @param what what it is for, for errors
     * @param text the template
     * @param allowed the holes it may have
     * @throws IllegalArgumentException if it is not JSON, or has other holes
     */
    static Template of(String what, String text, Set<Hole> allowed) {
        Cutter cutter = new Cutter(what, text, allowed);
        cutter.cut();
        try {
            new JacksonCodec().check(cutter.sample.toString());
        } catch (KeepwireException e) {
            String place = String.valueOf(e.getMessage()).replace("the payload", "it");
            throw cutter.wrong("is not JSON: " + place);
        }
        return new Template(Collections.unmodifiableList(cutter.parts));
    }

    boolean has(Hole hole) {
        return parts.stream().anyMatch(part -> part.hole == hole);
    }

    /** The holes it has. */
    Set<Hole> holes() {
        Set<Hole> holes = EnumSet.noneOf(Hole.class);
        parts.forEach(part -> {
            if (part.hole != null) {
                holes.add(part.hole);
            }
        });
        return holes;
    }

    String fill(Filler filler) {
        StringBuilder out = new StringBuilder(FRAME_LENGTH);
        for (Part part : parts) {
            out.append(part.before);
            if (part.hole != null) {
                put(out, filler.value(part.hole), part.inString);
            }
        }
        return out.toString();
    }

    private static void put(StringBuilder out, Object value, boolean inString) {
        if (value instanceof List<?> texts) {
            String comma = "[";
            for (Object text : texts) {
                EnvelopeWriter.quote(out.append(comma), (String) text);
                comma = ",";
            }
            out.append(texts.isEmpty() ? "[]" : "]");
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (inString) {
            EnvelopeWriter.escape(out, (String) value);
        } else {
            EnvelopeWriter.quote(out, (String) value);
        }
    }

    /** Cuts a text at its holes, and makes a sample of the same length: JSON if the template is. */
    private static final class Cutter {
        private final String what;
        private final String text;
        private final Set<Hole> allowed;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder sample = new StringBuilder();
        private final StringBuilder before = new StringBuilder();
        private boolean inString;
        private int at;

        Cutter(String what, String text, Set<Hole> allowed) {
            this.what = what;
            this.text = text;
            this.allowed = allowed;
        }

        void cut() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '$') {
                    dollar();
                } else if (c == '\\' && at + 1 < text.length()) {
                    keep(2);
                } else {
                    inString ^= c == '"';
                    keep(1);
                }
            }
            parts.add(new Part(before.toString(), null, false));
        }

        private void keep(int length) {
            before.append(text, at, at + length);
            sample.append(text, at, at + length);
            at += length;
        }

        private void dollar() {
            if (inString && text.startsWith("$$", at)) {
                before.append('$');
                sample.append("xx");
                at += 2;
                return;
            }
            int end = at + 1;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            String sign = text.substring(at, end);
            Hole hole = checked(sign);
            parts.add(new Part(before.toString(), hole, inString));
            before.setLength(0);
            sample.append(inString ? sign.replace('$', 'x') : hole.sample(sign.length()));
            at = end;
        }

        private Hole checked(String sign) {
            Hole hole = Hole.of(sign);
            if (hole == null || !allowed.contains(hole)) {
                throw wrong("has " + SafeText.wire(sign) + ", but may only have " + Hole.signs(allowed)
                        + " ($$ is a dollar sign)");
            }
            if (hole == Hole.CHANNELS && inString) {
                throw wrong("has $channels within a string: it becomes an array");
            }
            return hole;
        }

        IllegalArgumentException wrong(String problem) {
            return new IllegalArgumentException("the template of " + what + " " + problem + ": " + SafeText.wire(text));
        }
    }
}
