"""YAML nodes → typed values, with every mistake noted where it stands: file, line, column, did-you-mean."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args, get_origin

from xlint.search import Pattern, compiled

Node = Any  # a node of yaml.compose; PyYAML is imported where it is used, and its nodes are untyped

_LIMIT = 1_000_000  # characters of one YAML file
_TYPE_NAMES = {str: "文字", int: "整数", float: "数字", bool: "true 或 false"}


class Mistake(NamedTuple):
    """One mistake in a YAML file; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class SchemaError(Exception):
    """All the mistakes of one or more YAML files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Field(NamedTuple):
    """What a mapping may hold under one key; of type `object`, it is handed over as the node that it is."""

    type: Any
    required: bool = False
    choices: tuple[str, ...] = ()


def suggest(word: str, known: Iterable[str]) -> str:
    """`（是否想写 …？）` for the known word nearest to `word`, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"（是否想写 {close[0]}？）" if close else ""


class Reader:
    """Reads one YAML file and collects its mistakes; what is faulty comes out as None or is left out.

    `proven`: its patterns are known to be regular expressions.
    """

    def __init__(self, path: str, text: str, proven: bool = False) -> None:
        self.path = path
        self._proven = proven
        self.mistakes: list[Mistake] = []
        self.root = self._compose(text)

    def _compose(self, text: str) -> Node | None:
        import yaml

        if len(text) > _LIMIT:
            self.mistakes.append(Mistake(self.path, 1, 1, f"文件过大，上限 {_LIMIT} 个字符"))
            return None
        try:
            for event in yaml.parse(text, Loader=_loader()):
                if isinstance(event, yaml.AliasEvent):  # a few of them can stand for gigabytes
                    self._mark(event.start_mark, "不支持 YAML 别名（*名称）")
                    return None
            return yaml.compose(text, Loader=_loader())
        except yaml.MarkedYAMLError as error:
            self._mark(
                error.problem_mark or error.context_mark, f"YAML 语法错误：{error.problem or error.context}"
            )
        except (yaml.YAMLError, RecursionError) as error:
            self.mistakes.append(
                Mistake(self.path, 1, 1, f"不能作为 YAML 读取：{str(error).splitlines()[0]}")
            )
        return None

    def note(self, node: Node, message: str) -> None:
        """Record a mistake at a node."""
        self._mark(node.start_mark, message)

    def _mark(self, mark: Any, message: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.mistakes.append(Mistake(self.path, line, column, message))

    def mapping(self, node: Node, fields: Mapping[str, Field], what: str) -> dict[str, Any]:
        """The values of a mapping by its fields; unknown, doubled and missing keys are mistakes."""
        values: dict[str, Any] = {}
        for key, key_node, value in self.pairs(node, what):
            field = fields.get(key)
            if field is None:
                self.note(key_node, f"{what}没有“{key}”这一项{suggest(key, fields)}")
            else:
                values[key] = self._field(value, field, f"“{key}”")
        for key, field in fields.items():
            if field.required and key not in values and node.id == "mapping":
                self.note(node, f"{what}缺少“{key}”")
        return {key: value for key, value in values.items() if value is not None}

    def pairs(self, node: Node, what: str) -> list[tuple[str, Node, Node]]:
        """The keys and values of a mapping node; a doubled key is a mistake."""
        if node.id != "mapping":
            self.note(node, f"{what}应当是“键: 值”的形式")
            return []
        found: dict[str, tuple[Node, Node]] = {}
        for key_node, value in node.value:
            if key_node.id != "scalar":
                self.note(key_node, "键应当是文字")
            elif key_node.value in found:
                self.note(key_node, f"“{key_node.value}”重复出现")
            else:
                found[key_node.value] = (key_node, value)
        return [(key, key_node, value) for key, (key_node, value) in found.items()]

    def _field(self, node: Node, field: Field, what: str) -> Any:
        value = self.value(node, field.type, what)
        if field.required and value == "" and node.tag.endswith(":null"):
            self.note(node, f"{what}是空的")
        if value is not None and field.choices and value not in field.choices:
            self.note(
                node,
                f"{what}不能是“{value}”，可以是 {'、'.join(field.choices)}{suggest(str(value), field.choices)}",
            )
            return None
        return value

    def value(self, node: Node, type_: Any, what: str) -> Any:
        """The node as a value of `type_`: str, int, float, bool, Pattern, tuple[T, ...], Mapping[str, T] or a named tuple."""
        if type_ is object:
            return node
        origin = get_origin(type_)
        if origin is tuple:
            return self._sequence(node, get_args(type_)[0], what)
        if origin is not None and issubclass(origin, Mapping):
            keys, inner = get_args(type_)
            if keys is Pattern:
                for _, key_node, _ in self.pairs(node, what):
                    self._pattern(key_node, what)
            items = ((key, self.value(value, inner, f"“{key}”")) for key, _, value in self.pairs(node, what))
            return {key: value for key, value in items if value is not None}
        if hasattr(type_, "_fields"):
            return self.mapping(node, fields_of(type_), what)
        if type_ is Pattern:
            return self._pattern(node, what)
        return self._scalar(node, type_, what)

    def _sequence(self, node: Node, inner: Any, what: str) -> list[Any] | None:
        if node.id != "sequence":
            self.note(node, f"{what}应当是一个列表")
            return None
        values = [self.value(item, inner, what + "中的一项") for item in node.value]
        return [value for value in values if value is not None]

    def _pattern(self, node: Node, what: str) -> str | None:
        value: str | None = self._scalar(node, str, what)
        if value is None or self._proven:
            return value
        import regex

        try:
            compiled(value)
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            self.note(node, f"{what}不是正确的正则表达式：{error}")
            return None
        return value

    def _scalar(self, node: Node, type_: Any, what: str) -> Any:
        read: Mapping[Any, Callable[[str], Any]] = {str: str, int: int, float: float, bool: _boolean}
        tags: Mapping[Any, tuple[str, ...]] = {int: ("int",), float: ("int", "float"), bool: ("bool",)}
        try:
            if node.id != "scalar" or (type_ in tags and node.tag.rpartition(":")[2] not in tags[type_]):
                raise ValueError
            return read[type_](node.value)
        except ValueError:
            self.note(node, f"{what}应当是{_TYPE_NAMES[type_]}")
            return None


def fields_of(values: type[Any]) -> dict[str, Field]:
    """The fields of a named tuple; those without a default are required."""
    defaults = values._field_defaults
    return {name: Field(type_, name not in defaults) for name, type_ in values.__annotations__.items()}


def freeze(value: Any, type_: Any) -> Any:
    """A plain value (as JSON holds it) as the immutable value of a type that `Reader.value` knows."""
    origin = get_origin(type_)
    if origin is tuple:
        inner = get_args(type_)[0]
        return tuple(freeze(item, inner) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(type_)[1]
        return {key: freeze(item, inner) for key, item in value.items()}
    if hasattr(type_, "_fields"):
        types = type_.__annotations__
        return type_(**{key: freeze(item, types[key]) for key, item in value.items()})
    return value


def _boolean(text: str) -> bool:
    if text.lower() in ("true", "yes", "on"):
        return True
    if text.lower() in ("false", "no", "off"):
        return False
    raise ValueError(text)


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
