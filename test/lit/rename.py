"""Renames what a test program and its own headers declare.

Every name of a type, namespace, function, member or variable that the program
or a header which it includes with quotes declares is replaced by a meaningless
one. Names of the standard library, of other libraries and of the language's
protocols (await_ready, begin, ...) stay. Lines stay where they are, and so do
comments and string literals.

Names are found in the tokens, without knowledge of types. Where that renames a
member of somebody else's type (`Guard.lock()` of a std::unique_lock, beside a
lock() of the program's own), the program no longer compiles, and the compiler's
error says which name to put back. What compiles in the end means the same.
"""

import os
import re
import subprocess

# Found by name: by the language, by the standard library, or by the linker.
KEPT = set(
    """
    main promise_type get_return_object get_return_object_on_allocation_failure
    initial_suspend final_suspend unhandled_exception return_value return_void
    yield_value await_transform await_ready await_suspend await_resume
    begin end cbegin cend rbegin rend size data empty swap get
    value_type difference_type reference pointer iterator const_iterator
    iterator_category iterator_concept element_type size_type key_type
    mapped_type result_type argument_type type value
    first second what make_error_code tuple_size tuple_element hash
    coroutine_traits coroutine_handle from_address address from_promise
    promise resume done destroy index load
    """.split()
)

KEYWORDS = set(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char
    char8_t char16_t char32_t class co_await co_return co_yield compl concept
    const consteval constexpr constinit const_cast continue decltype default
    delete do double dynamic_cast else enum explicit export extern false float
    for friend goto if import inline int long module mutable namespace new
    noexcept not not_eq nullptr operator or or_eq private protected public
    register reinterpret_cast requires return short signed sizeof static
    static_assert static_cast struct switch template this thread_local throw
    true try typedef typeid typename union unsigned using virtual void volatile
    wchar_t while xor xor_eq final override
    """.split()
)

# What may stand right before the name that a declaration declares.
BEFORE_DECLARED = set(
    """
    auto bool char char8_t char16_t char32_t const constexpr double float int
    long short signed unsigned void volatile wchar_t > * & && ...
    """.split()
)
CLASS_KEYS = {"class", "struct", "union", "enum", "concept", "typename"}
AFTER_DECLARED = {"(", ";", "=", "{", ",", ")", "[", ":", ">"}

TOKEN = re.compile(
    r"""
      (?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
    | (?P<string>(?:u8|[uUL])?R"(?P<delim>[^()\\\s]*)\(.*?\)(?P=delim)"
        |(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"
        |(?:u8|[uUL])?'(?:\\.|[^'\\\n])*')
    | (?P<number>\.?[0-9](?:[eEpP][+-]|'[0-9A-Za-z_]|[0-9A-Za-z_.])*)
    | (?P<name>[A-Za-z_][A-Za-z_0-9]*)
    | (?P<punctuation>::|->|&&|\.\.\.|[^\sA-Za-z_0-9])
    | (?P<space>\s+)
    """,
    re.VERBOSE | re.DOTALL,
)

QUOTED_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


class Token:
    def __init__(self, kind, text, offset):
        self.kind = kind
        self.text = text
        self.offset = offset
        # Part of a preprocessor line that names no declaration.
        self.fixed = False
        # The name that a #define defines.
        self.macro = False


def tokenize(text):
    """All tokens of `text`, spaces and comments too: joined, they are it."""
    tokens = [
        Token(match.lastgroup if match.lastgroup != "delim" else "string",
              match.group(), match.start())
        for match in TOKEN.finditer(text)
    ]
    assert "".join(token.text for token in tokens) == text
    mark_directives(tokens)
    return tokens


def mark_directives(tokens):
    """Fixes the names in preprocessor lines, but for the body of a macro."""
    at_line_start = True
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if at_line_start and token.text == "#":
            line = [token]
            index += 1
            while index < len(tokens):
                token = tokens[index]
                if token.kind == "space" and re.search(r"(?<!\\)\n", token.text):
                    # A backslash before the line's end is a token of its own.
                    if not line[-1].text == "\\":
                        break
                line.append(token)
                index += 1
            names = [token for token in line if token.kind == "name"]
            is_define = bool(names) and names[0].text == "define"
            for token in names[: 2 if is_define else None]:
                token.fixed = True
            if is_define and len(names) > 1:
                names[1].macro = True
            continue
        if token.kind == "space":
            at_line_start = at_line_start or "\n" in token.text
        elif token.kind == "comment":
            pass
        else:
            at_line_start = False
        index += 1


def significant(tokens):
    return [t for t in tokens if t.kind not in ("space", "comment")]


def is_name(token):
    return token.kind == "name" and token.text not in KEYWORDS


def before_attributes(tokens, index):
    """The index of the token before `index`, attributes left out."""
    index -= 1
    while index > 0 and tokens[index].text == "]" and tokens[index - 1].text == "]":
        depth = 0
        while index >= 0:
            depth += {"]": 1, "[": -1}.get(tokens[index].text, 0)
            index -= 1
            if depth == 0:
                break
    return index


def c_linkage(tokens, index):
    """The end of the `extern "C"` declaration or block at `index`."""
    depth = 0
    for end in range(index, len(tokens)):
        text = tokens[end].text
        depth += {"{": 1, "}": -1}.get(text, 0)
        if depth == 0 and text in (";", "}"):
            return end
    return len(tokens)


class Declared:
    """The names that some files declare."""

    def __init__(self):
        self.names = set()
        # Declared outside of any namespace, class and function.
        self.at_global_scope = set()
        self.kept = set()

    def add_file(self, tokens):
        tokens = significant(tokens)
        depth = 0
        enum_depths = []
        linkage_end = -1
        for index, token in enumerate(tokens):
            text = token.text
            if token.fixed:
                if token.macro:
                    self.kept.add(text)
                continue
            if text == "{":
                depth += 1
            elif text == "}":
                depth -= 1
                if enum_depths and enum_depths[-1] > depth:
                    enum_depths.pop()
            elif text == "enum":
                self.note_enum(tokens, index, depth, enum_depths)
            elif text == "namespace":
                self.add_namespace(tokens, index, depth)
            elif (text == "extern" and index + 1 < len(tokens)
                  and tokens[index + 1].text == '"C"'):
                linkage_end = c_linkage(tokens, index)
            elif is_name(token):
                if index <= linkage_end:
                    self.kept.add(text)
                elif self.declares(tokens, index, depth, enum_depths):
                    self.add(text, depth)

    def add(self, name, depth):
        self.names.add(name)
        if depth == 0:
            self.at_global_scope.add(name)

    @staticmethod
    def note_enum(tokens, index, depth, enum_depths):
        for token in tokens[index:]:
            if token.text == "{":
                enum_depths.append(depth + 1)
            if token.text in ("{", ";", "(", ")"):
                return

    def add_namespace(self, tokens, index, depth):
        if index and tokens[index - 1].text == "using":
            return
        for token in tokens[index + 1 :]:
            if is_name(token):
                self.add(token.text, depth)
            elif token.text not in ("::", "inline"):
                return

    @staticmethod
    def declares(tokens, index, depth, enum_depths):
        if index == 0 or index + 1 >= len(tokens):
            return False
        before = tokens[before_attributes(tokens, index)]
        after = tokens[index + 1].text
        if before.text in CLASS_KEYS:
            return True
        if before.text == "using":
            return after in ("=", "[")
        if enum_depths and enum_depths[-1] == depth:
            if before.text in ("{", ",") and after in (",", "}", "="):
                return True
        return after in AFTER_DECLARED and (
            before.text in BEFORE_DECLARED or is_name(before)
        )

    def renamed(self):
        """Old names to new ones."""
        names = sorted(self.names - self.kept - KEPT - {"std", "boost"})
        return {
            name: f"zq{number}x" for number, name in enumerate(names)
            if not name.startswith("__")
        }


def qualifier(tokens, index):
    """The name before the `::` at index - 1: its index, -1 for the global
    scope; None without a `::`."""
    index -= 1
    if index < 0 or tokens[index].text != "::":
        return None
    index -= 1
    if index >= 0 and tokens[index].text == ">":
        depth = 0
        while index >= 0:
            depth += {">": 1, "<": -1}.get(tokens[index].text, 0)
            index -= 1
            if depth == 0:
                break
    if index >= 0 and is_name(tokens[index]):
        return index
    return -1


class File:
    """A file to be renamed."""

    def __init__(self, path, text):
        self.path = path
        self.tokens = tokenize(text)
        # Tokens (by offset) that a compiler's error put back.
        self.restored = set()
        # Where the names of the last text stand: (line, column) to token.
        self.places = {}

    def render(self, new_names, declared):
        tokens = significant(self.tokens)
        renamed = {}
        for index, token in enumerate(tokens):
            if (not is_name(token) or token.fixed
                    or token.text not in new_names
                    or token.offset in self.restored):
                continue
            scope = qualifier(tokens, index)
            if scope == -1 and token.text not in declared.at_global_scope:
                continue
            if scope is not None and scope >= 0:
                outer = tokens[scope]
                if outer.text not in KEPT and outer.offset not in renamed:
                    continue
            renamed[token.offset] = new_names[token.text]
        pieces = []
        self.places = {}
        line, column = 1, 1
        for token in self.tokens:
            text = renamed.get(token.offset, token.text)
            self.places[line, column] = token
            pieces.append(text)
            newlines = text.count("\n")
            if newlines:
                line += newlines
                column = len(text[text.rfind("\n") + 1 :].encode()) + 1
            else:
                column += len(text.encode())
        return "".join(pieces)


class RenameError(Exception):
    pass


class Renaming:
    """A copy of a program and of its headers, below `target`."""

    def __init__(self, program, root, include_dirs, target):
        self.root = os.path.realpath(root)
        self.target = target
        self.files = {}
        self.declared = Declared()
        self.program = os.path.realpath(program)
        self.include_dirs = [os.path.realpath(path) for path in include_dirs]
        self.read(self.program)
        self.new_names = self.declared.renamed()
        self.write()

    def read(self, path):
        if path in self.files:
            return
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        self.files[path] = file = File(path, text)
        self.declared.add_file(file.tokens)
        for name in QUOTED_INCLUDE.findall(text):
            for folder in [os.path.dirname(path)] + self.include_dirs:
                candidate = os.path.realpath(os.path.join(folder, name))
                if os.path.isfile(candidate):
                    self.read(candidate)
                    break

    def copy_of(self, path):
        relative = os.path.relpath(path, self.root)
        if relative.startswith(os.pardir):
            raise RenameError(f"{path} is outside of {self.root}")
        return os.path.join(self.target, relative)

    def original_of(self, path):
        path = os.path.realpath(path)
        for original in self.files:
            if os.path.realpath(self.copy_of(original)) == path:
                return original
        return path

    def write(self):
        for path, file in self.files.items():
            copy = self.copy_of(path)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, "w", encoding="utf-8") as stream:
                stream.write(file.render(self.new_names, self.declared))

    def repair(self, compiler, flags):
        """Puts names back until the copy compiles."""
        command = [
            compiler, "-fsyntax-only", "-w", "-ferror-limit=0",
            "-fno-caret-diagnostics", "-fno-color-diagnostics",
            "-fno-spell-checking", *flags, self.copy_of(self.program),
        ]
        for _ in range(20):
            result = subprocess.run(
                command, capture_output=True, text=True, check=False)
            if result.returncode == 0:
                return
            if not self.restore(result.stderr):
                break
            self.write()
        raise RenameError(
            "the renamed program does not compile:\n" + result.stderr)

    def restore(self, diagnostics):
        """Puts back the names at fault; false if there is none."""
        old_names = {new: old for old, new in self.new_names.items()}
        places = {
            os.path.realpath(self.copy_of(path)): file
            for path, file in self.files.items()
        }
        changed = False
        everywhere = set()
        error_helped = True
        for line in diagnostics.splitlines():
            match = re.match(
                r"(.*?):(\d+):(\d+): (error|fatal error|note): (.*)", line)
            if not match:
                continue
            path, line, column, kind, message = match.groups()
            if kind == "note" and error_helped:
                continue
            file = places.get(os.path.realpath(path))
            token = file and file.places.get((int(line), int(column)))
            names = re.findall(r"'~?(\w+)'", message)
            name = next((n for n in names if n in old_names or n in self.new_names),
                        None)
            helped = False
            if (token and token.text in self.new_names
                    and token.offset not in file.restored
                    and name == self.new_names[token.text]):
                file.restored.add(token.offset)
                helped = True
            elif re.match(r"only virtual member functions can be", message) and file:
                for (row, _), other in file.places.items():
                    if row == int(line) and other.text in self.new_names:
                        everywhere.add(other.text)
                        helped = True
            elif name:
                everywhere.add(old_names.get(name, name))
                helped = True
            changed |= helped
            if kind != "note":
                error_helped = helped
        for name in everywhere:
            self.new_names.pop(name, None)
        return changed
