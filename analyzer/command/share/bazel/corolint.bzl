"""Lints the C++ sources of targets with corolint, as an aspect.

    bazel build //... \\
        --aspects=//tools/corolint:corolint.bzl%corolint_aspect \\
        --output_groups=corolint

Each source file is an action of its own, which fails where corolint finds
something. The program is //tools/corolint:corolint, a filegroup or alias of it.
"""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_SOURCES = ("cc", "cpp", "cxx", "c++", "C")

def _flags(ctx, target, toolchain):
    """The options with which the toolchain compiles the target."""
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    context = target[CcInfo].compilation_context
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts +
                             getattr(ctx.rule.attr, "copts", []),
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(transitive = [context.defines, context.local_defines]),
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = "c++-compile",
        variables = variables,
    )

def _corolint_aspect_impl(target, ctx):
    if CcInfo not in target or not hasattr(ctx.rule.attr, "srcs"):
        return []
    toolchain = find_cpp_toolchain(ctx)
    flags = _flags(ctx, target, toolchain)
    results = []
    for source in [f for t in ctx.rule.attr.srcs for f in t.files.to_list()]:
        if source.extension not in _SOURCES:
            continue
        result = ctx.actions.declare_file("%s.%s.corolint" % (ctx.label.name, source.basename))
        ctx.actions.run_shell(
            inputs = depset([source], transitive = [
                target[CcInfo].compilation_context.headers,
                toolchain.all_files,
            ]),
            tools = [ctx.executable._corolint],
            outputs = [result],
            command = '"$1" check --no-config --quiet "$2" -- "${@:4}" > "$3" || { code=$?; cat "$3" >&2; exit $code; }',
            arguments = [ctx.executable._corolint.path, source.path, result.path] + flags,
            mnemonic = "Corolint",
            progress_message = "Linting " + source.short_path,
        )
        results.append(result)
    return [OutputGroupInfo(corolint = depset(results))]

corolint_aspect = aspect(
    implementation = _corolint_aspect_impl,
    attr_aspects = ["deps"],
    attrs = {
        "_corolint": attr.label(
            default = Label("//tools/corolint:corolint"),
            executable = True,
            cfg = "exec",
            allow_single_file = True,
        ),
        "_cc_toolchain": attr.label(
            default = Label("@bazel_tools//tools/cpp:current_cc_toolchain"),
        ),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
