// What the extension says. It follows `xlint.language`, as the findings do, and not the language of the editor:
// sentences of two languages side by side would be worse than either.

const zh = {
  missing: '找不到 xlint。请运行 pip install "xlint[lsp]"，或在设置 xlint.path 里写明它的位置。',
  failed: "xlint 没有启动：{why}",
  exited: "命令 {command} 已退出（{status}）",
  settings: "打开设置",
  output: "显示输出",
  retry: "重试",
  reason: "为什么不用改？写下的理由会记入 .xlint.yaml",
  reasonTitle: "忽略：{text}（{rule}）",
  reasonNeeded: "请写明理由",
  off: "xlint 已关闭（设置 xlint.enable）",
  starting: "xlint 正在启动",
  stopped: "xlint 没有运行，点击看输出",
  running: "xlint 正在运行",
  fine: "未发现问题",
  found: "错误{errors}、警告{warnings}、提示{infos}",
  checking: "xlint 正在检查文件夹",
  checked: "检查了{files}个没有打开的文件，问题{findings}个",
  noFolder: "没有打开文件夹",
  noDraft: "请先打开一篇初稿（.txt 或 .md）",
  noRule: "这篇初稿里没有问题",
  nothing: "没有可以显示的内容",
  chooseRule: "说明哪一条规则？",
};

export type Words = Readonly<Record<keyof typeof zh, string>>;
export type Language = "zh" | "en";

const en: Words = {
  missing: 'xlint is not found. Run pip install "xlint[lsp]", or say in the setting xlint.path where it is.',
  failed: "xlint did not start: {why}",
  exited: "the command {command} has ended ({status})",
  settings: "Open Settings",
  output: "Show Output",
  retry: "Retry",
  reason: "Why is this right as it is? The reason is written into .xlint.yaml",
  reasonTitle: "Ignore: {text} ({rule})",
  reasonNeeded: "A reason is needed",
  off: "xlint is switched off (setting xlint.enable)",
  starting: "xlint is starting",
  stopped: "xlint is not running; click for the output",
  running: "xlint is running",
  fine: "Nothing found",
  found: "{errors} errors, {warnings} warnings, {infos} hints",
  checking: "xlint is checking the folder",
  checked: "{files} files that are not open were checked: {findings} findings",
  noFolder: "No folder is open",
  noDraft: "Open a draft (.txt or .md) first",
  noRule: "There are no findings in this draft",
  nothing: "There is nothing to show",
  chooseRule: "Which rule?",
};

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

/** All that is said, in one language. */
export function words(language: Language): Words {
  return WORDS[language];
}

/** A sentence with its {names} filled in. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
