/**
 * How a family of models marks its thoughts in the text of a reply, as their chat templates and the reasoning parsers of
 * Ollama, vLLM, SGLang and llama.cpp have it.
 */
export type ThoughtFamily = {
  readonly name: string
  readonly open: RegExp
  readonly close: RegExp
  /** True if plain words mark it: they count at the beginning of a reply only, and only as a pair. */
  readonly isProse?: boolean
}

const TAG = '(?:[a-z0-9]+[:_])?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion)?|scratchpad)'

/** Markers are matched without regard to case where models differ in it. */
export const THOUGHT_FAMILIES: readonly ThoughtFamily[] = [
  // DeepSeek R1, Qwen 3, GLM, MiniMax, OLMo, Seed (<seed:think>), LongCat (<longcat_think>), Reflection and prompts that ask for tags.
  {
    name: 'tag',
    open: new RegExp(`<\\s*${TAG}\\s*>`, 'giu'),
    close: new RegExp(`<\\s*/\\s*${TAG}\\s*>`, 'giu'),
  },
  { name: 'Magistral', open: /\[THINK\]/gu, close: /\[\/THINK\]/gu },
  { name: 'Kimi', open: /◁think▷/gu, close: /◁\/think▷/gu },
  { name: 'OpenThinker', open: /<\|begin_of_thought\|>/gu, close: /<\|end_of_thought\|>/gu },
  { name: 'Command', open: /<\|START_THINKING\|>/giu, close: /<\|END_THINKING\|>/giu },
  { name: 'Apertus', open: /<\|inner_prefix\|>/gu, close: /<\|inner_suffix\|>/gu },
  { name: 'Pangu', open: /\[unused16\]/gu, close: /\[unused17\]/gu },
  { name: 'Gemma 4', open: /<\|channel>(?:thought\s)?/gu, close: /<channel\|>/gu },
  {
    name: 'Granite',
    open: /Here(?: is|['’]s) my thought process:/gu,
    close: /Here(?: is|['’]s) my response:/gu,
    isProse: true,
  },
]

/** What stands round an answer behind thoughts. */
export const ANSWER_OPENING =
  /^\s*(?:<(?:answer|output|response|solution|final_answer)>|<\|begin_of_solution\|>|<\|START_(?:RESPONSE|TEXT)\|>)/iu
export const ANSWER_CLOSING =
  /(?:<\/(?:answer|output|response|solution|final_answer)>|<\|end_of_solution\|>|<\|END_(?:RESPONSE|TEXT)\|>|\[unused10\])\s*$/iu

/** OpenAI's harmony format (gpt-oss): every message names its channel, and only `final` is for the reader. */
export const HARMONY_CHANNEL =
  /(?:<\|start\|>assistant)?<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/gu
export const HARMONY_END = /<\|(?:end|return|call|start)\|>[\s\S]*$/u
/** The same once its special tokens were dropped. */
export const BARE_HARMONY = /^\s*analysis[\s\S]*?assistantfinal/u
