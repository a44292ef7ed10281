/**
 * How a family of models marks its thoughts in a reply, according to their chat templates and the reasoning
 * parsers of Ollama, vLLM, SGLang and llama.cpp.
 */
export type ThoughtFamily = {
  readonly name: string
  readonly open: RegExp
  readonly close: RegExp
  /** True if plain words are the markers: they count only at the beginning of a reply, and only as a pair. */
  readonly isProse?: boolean
}

/** Names of thought tags: one of these, alone or as `seed:think`, `thought_process`, `reasoning-content`. */
const NAME =
  '(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion)?|scratch[_-]?pad|chain[_-]of[_-]thoughts?|cot|(?:inner|internal)[_-]monologue)'
const TAG = `(?:(?!(?:start|begin|end)_)[a-z0-9]+[:_])?${NAME}(?:[_-](?:process|content|steps?|trace))?`
/** Some templates use bars, as in special tokens; some servers escape the brackets. */
const OPEN = '(?:<|&lt;)[|｜]?\\s*'
const CLOSE = '\\s*[|｜]?(?:>|&gt;)'
const ATTRIBUTES = `(?:\\s+[a-z][\\w-]*\\s*=\\s*(?:"[^"<>]*"|'[^'<>]*'|[^\\s"'<>&]+))*`

/** The known families. Markers ignore case if models differ in it. */
export const THOUGHT_FAMILIES: readonly ThoughtFamily[] = [
  // DeepSeek R1, Qwen 3, GLM, MiniMax, OLMo, Seed (<seed:think>), LongCat (<longcat_think>), Reflection and prompts that ask for tags.
  {
    name: 'tag',
    open: new RegExp(`${OPEN}${TAG}${ATTRIBUTES}${CLOSE}`, 'giu'),
    close: new RegExp(`${OPEN}/\\s*${TAG}${CLOSE}`, 'giu'),
  },
  // OpenThinker, Command, LFM.
  {
    name: 'start and end',
    open: new RegExp(`<\\|(?:${NAME}_(?:start|begin)|(?:start|begin)_(?:of_)?${NAME})\\|>`, 'giu'),
    close: new RegExp(`<\\|(?:${NAME}_end|end_(?:of_)?${NAME})\\|>`, 'giu'),
  },
  { name: 'Magistral', open: /\[THINK\]/gu, close: /\[\/THINK\]/gu },
  { name: 'Kimi', open: /◁think▷/gu, close: /◁\/think▷/gu },
  { name: 'Apertus', open: /<\|inner_prefix\|>/gu, close: /<\|inner_suffix\|>/gu },
  { name: 'Pangu', open: /\[unused16\]/gu, close: /\[unused17\]/gu },
  { name: 'Gemma 4', open: /<\|channel>(?:thought\s)?/gu, close: /<channel\|>/gu },
  // What `ollama run` prints, which some replies repeat.
  { name: 'Ollama', open: /Thinking\.\.\.(?=\s)/gu, close: /\.\.\.done thinking\./gu, isProse: true },
  {
    name: 'Granite',
    open: /Here(?: is|['’]s) my thought process:/gu,
    close: /Here(?: is|['’]s) my response:/gu,
    isProse: true,
  },
]

/** Markers that may open an answer after thoughts. */
export const ANSWER_OPENING =
  /^\s*(?:<(?:answer|output|response|solution|final_answer)>|<\|begin_of_(?:solution|box)\|>|<\|START_(?:RESPONSE|TEXT)\|>)/iu
/** Markers that close an answer. What follows is not part of it. */
export const ANSWER_CLOSING =
  /(?:<\/(?:answer|output|response|solution|final_answer)>|<\|end_of_(?:solution|box)\|>|<\|END_(?:RESPONSE|TEXT)\|>|\[unused10\])\s*$/iu

/** OpenAI's harmony format (gpt-oss): every message names its channel, and only `final` is meant for the reader. */
export const HARMONY_CHANNEL =
  /(?:<\|start\|>assistant)?<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/gu
/** The end of a harmony message and everything after it. */
export const HARMONY_END = /<\|(?:end|return|call|start)\|>[\s\S]*$/u
/** Harmony without its special tokens. A thought that was cut off ends with the reply. */
export const BARE_HARMONY = /^\s*analysis(?:[\s\S]*?assistantfinal|(?=[A-Z])[\s\S]*$)/u
