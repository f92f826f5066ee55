// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.stream.Stream;

/** Every type that the visible signatures of a class name, generics included. */
final class Signatures {
    /** A type, and where it is named. */
    record Named(JavaClass type, String where, boolean isParameter) {}

    private Signatures() {}

    static Stream<Named> of(JavaClass type) {
        return Stream.of(ancestors(type), fields(type), codeUnits(type)).flatMap(found -> found);
    }

    private static Stream<Named> ancestors(JavaClass type) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(ancestor -> involved(ancestor, type.getName(), false));
    }

    private static Stream<Named> fields(JavaClass type) {
        return type.getFields().stream()
                .filter(Signatures::isVisible)
                .flatMap(field -> involved(field.getType(), field.getFullName(), false));
    }

    private static Stream<Named> codeUnits(JavaClass type) {
        return type.getCodeUnits().stream().filter(Signatures::isVisible).flatMap(Signatures::types);
    }

    private static Stream<Named> types(JavaCodeUnit unit) {
        var where = unit.getFullName();
        var parameters = unit.getParameterTypes().stream().flatMap(type -> involved(type, where, true));
        var thrown = unit.getThrowsClause().getTypes().stream().flatMap(type -> involved(type, where, false));
        var bounds = unit.getTypeParameters().stream().flatMap(type -> involved(type, where, false));
        return Stream.of(parameters, involved(unit.getReturnType(), where, false), thrown, bounds)
                .flatMap(found -> found);
    }

    private static Stream<Named> involved(JavaType type, String where, boolean isParameter) {
        return type.getAllInvolvedRawTypes().stream().map(raw -> new Named(raw, where, isParameter));
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
