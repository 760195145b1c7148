"""`xlint lsp`: the language server on standard input and output."""

from collections.abc import Sequence

from xlint.cli import Fault
from xlint.cli.options import parser


def run(arguments: Sequence[str]) -> int:
    """Serve an editor until it says that it is done. Raises Fault where pygls is not installed."""
    made = parser("lsp", "供编辑器使用的语言服务（标准输入输出），需要安装 xlint[lsp]。")
    made.add_argument("--stdio", action="store_true", help="用标准输入输出，这也是默认的")
    made.parse_args(arguments)
    try:
        from xlint.lsp.features import server
    except ImportError as error:
        raise Fault(f"语言服务需要另外安装：pip install 'xlint[lsp]'（缺 {error.name}）") from None
    return server().run()
