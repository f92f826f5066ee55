// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Walks a file and notes each visible element whose comment does not tell everything. */
final class Undocumented extends TreePathScanner<Void, Void> {
    private static final Set<Kind> IMPLICITLY_PUBLIC = Set.of(Kind.INTERFACE, Kind.ANNOTATION_TYPE);

    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final List<String> complaints;

    Undocumented(CompilationUnitTree unit, DocTrees trees, List<String> complaints) {
        this.unit = unit;
        this.trees = trees;
        this.complaints = complaints;
    }

    @Override
    public Void visitModule(ModuleTree module, Void nothing) {
        return look(module, module.getName().toString(), Stream.empty());
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        if (!isVisible(type.getModifiers())) {
            return null;
        }
        var components = type.getMembers().stream()
                .filter(member -> type.getKind() == Kind.RECORD && isComponent(member))
                .map(member -> "@param " + ((VariableTree) member).getName());
        var parameters = type.getTypeParameters().stream().map(each -> "@param <" + each.getName() + ">");
        look(type, type.getSimpleName().toString(), Stream.concat(parameters, components));
        return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        if (!isVisible(method.getModifiers()) || isOverride(method) || isCompactConstructor(method)) {
            return null;
        }
        var name = method.getReturnType() == null
                ? "constructor"
                : method.getName().toString();
        return look(method, name, promises(method));
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
        boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        if (isField && !isComponent(field) && isVisible(field.getModifiers())) {
            look(field, field.getName().toString(), Stream.empty());
        }
        return null;
    }

    private static Stream<String> promises(MethodTree method) {
        var types = method.getTypeParameters().stream().map(each -> "@param <" + each.getName() + ">");
        var values = method.getParameters().stream().map(each -> "@param " + each.getName());
        var thrown = method.getThrows().stream().map(each -> "@throws " + each);
        boolean returns = method.getReturnType() != null
                && !method.getReturnType().toString().equals("void");
        return Stream.of(types, values, returns ? Stream.of("@return") : Stream.<String>empty(), thrown)
                .flatMap(found -> found);
    }

    private Void look(Tree element, String name, Stream<String> promised) {
        var comment = trees.getDocCommentTree(getCurrentPath());
        var where = where(element) + " " + name + ": no ";
        if (comment == null) {
            complaints.add(where + "comment");
            return null;
        }
        var told = told(comment);
        promised.filter(tag -> !told.contains(tag)).forEach(tag -> complaints.add(where + tag));
        return null;
    }

    private static Set<String> told(DocCommentTree comment) {
        return Stream.concat(comment.getFullBody().stream(), comment.getBlockTags().stream())
                .map(Undocumented::tag)
                .collect(Collectors.toSet());
    }

    private static String tag(DocTree tree) {
        return switch (tree.getKind()) {
            case PARAM -> {
                var param = (ParamTree) tree;
                yield "@param " + (param.isTypeParameter() ? "<" + param.getName() + ">" : param.getName());
            }
            case RETURN -> "@return";
            case THROWS, EXCEPTION -> "@throws " + ((ThrowsTree) tree).getExceptionName();
            default -> tree.getKind().name();
        };
    }

    private boolean isVisible(ModifiersTree modifiers) {
        var flags = modifiers.getFlags();
        var parent = getCurrentPath().getParentPath().getLeaf();
        boolean open = parent instanceof ClassTree owner
                && (IMPLICITLY_PUBLIC.contains(owner.getKind()) && !flags.contains(Modifier.PRIVATE)
                        || isEnumConstant(owner, getCurrentPath()));
        return open || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
    }

    private static boolean isEnumConstant(ClassTree owner, TreePath path) {
        return owner.getKind() == Kind.ENUM
                && path.getLeaf() instanceof VariableTree field
                && field.getModifiers()
                        .getFlags()
                        .containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL));
    }

    /** The parser keeps a record's components as private final fields; it admits no other instance field. */
    private static boolean isComponent(Tree member) {
        return member instanceof VariableTree field
                && field.getModifiers().getFlags().containsAll(Set.of(Modifier.PRIVATE, Modifier.FINAL))
                && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().endsWith("Override"));
    }

    /** A compact constructor has no list of parameters in the source. */
    private boolean isCompactConstructor(MethodTree method) {
        if (method.getReturnType() != null || method.getBody() == null) {
            return false;
        }
        long start = trees.getSourcePositions().getStartPosition(unit, method);
        long body = trees.getSourcePositions().getStartPosition(unit, method.getBody());
        var signature = source().substring((int) start, (int) body);
        return signature.indexOf('(') < 0;
    }

    private String source() {
        try {
            return unit.getSourceFile().getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String where(Tree element) {
        long start = trees.getSourcePositions().getStartPosition(unit, element);
        var file = Path.of(unit.getSourceFile().toUri()).getFileName();
        return file + ":" + unit.getLineMap().getLineNumber(start);
    }
}
