/**
 * How llama.cpp splits a text into words before it merges bytes, for each name in 'tokenizer.ggml.pre'. Source:
 * llama.cpp's src/llama-vocab.cpp (llm_tokenizer_bpe and llama_vocab::impl::load) and src/unicode.cpp. If
 * llama.cpp departs from a model's published pattern, its own version is used, since the server counts with it.
 */
export type PreTokenizer = {
  /** In llama.cpp's spelling. Each splits the pieces that the previous one left. */
  readonly patterns: readonly string[]
  /** True if a word that is itself a token stays one, whatever the merges would give. */
  readonly ignoresMerges: boolean
}

const CONTRACTION = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
const WORD = '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+'
const SIGNS = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*'
const BLANKS = '\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+'

// llama.cpp omits the last '\s+' here, but has it in the handwritten splitter for this pattern.
const GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
const LLAMA3 = `${CONTRACTION}|${WORD}|\\p{N}{1,3}|${SIGNS}|${BLANKS}`
const QWEN2 = `${CONTRACTION}|${WORD}|\\p{N}|${SIGNS}|${BLANKS}`
const QWEN35 = `${CONTRACTION}|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|${BLANKS}`
const SEED_CODER = `${CONTRACTION}|${WORD}|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\\r\\n]+|${BLANKS}`
const BAILINGMOE = `'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|${WORD}|\\p{N}|${SIGNS}|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+`

// A letter above ASCII counts as both cases.
const UPPER = '((?=[\\p{L}])([^a-z]))'
const LOWER = '((?=[\\p{L}])([^A-Z]))'
const FIRST = '[^\\r\\n\\p{L}\\p{N}]?'
const SIGNS_SLASH = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*'
const TEKKEN = `${FIRST}${UPPER}*${LOWER}+|${FIRST}${UPPER}+${LOWER}*|\\p{N}|${SIGNS_SLASH}|${BLANKS}`
const GPT4O = `${FIRST}${UPPER}*${LOWER}+${CONTRACTION}?|${FIRST}${UPPER}+${LOWER}*${CONTRACTION}?|\\p{N}{1,3}|${SIGNS_SLASH}|${BLANKS}`

const HAN_AND_HANGUL = '[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+'
const DEEPSEEK_CODER = ['[\\r\\n]', '\\s?\\p{L}+', '\\s?\\p{P}+', HAN_AND_HANGUL, '\\p{N}']
const DEEPSEEK_V3 = [
  '\\p{N}{1,3}',
  '[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+',
  `[!"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_\`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|${BLANKS}`,
]
const FALCON = ['[\\p{P}\\$\\+<=>\\^~\\|`]+', GPT2, '[0-9][0-9][0-9]']
const DEFAULT = ['[\\p{P}\\$\\+<=>\\^~\\|]+', GPT2, '\\p{N}+', '[0-9][0-9][0-9]']

const BY_MERGES: readonly (readonly [patterns: readonly string[], names: readonly string[]])[] = [
  [DEFAULT, ['default']],
  [[GPT2], ['gpt-2', 'phi-2', 'gigachat', 'a.x-4.0', 'mellum', 'mpt', 'olmo', 'jais', 'trillion', 'exaone4']],
  [
    ['\\p{N}', GPT2],
    ['starcoder', 'refact', 'command-r', 'smollm', 'codeshell', 'exaone', 'minerva-7b'],
  ],
  [[LLAMA3], ['dbrx', 'smaug-bpe', 'glm4', 'chatglm-bpe']],
  [[QWEN2], ['qwen2', 'deepseek-r1-qwen', 'megrez', 'stablelm2', 'hunyuan', 'grok-2', 'solar-open']],
  [[QWEN35], ['qwen35']],
  [[SEED_CODER], ['seed-coder']],
  [[BAILINGMOE], ['bailingmoe', 'bailingmoe2', 'llada-moe']],
  [[GPT4O], ['gpt-4o', 'llama4', 'kanana2', 'minimax-m2']],
  [DEEPSEEK_CODER, ['deepseek-coder']],
  [DEEPSEEK_V3, ['deepseek-v3', 'hunyuan-dense']],
  [FALCON, ['falcon']],
]
const IGNORING_MERGES: typeof BY_MERGES = [
  [[LLAMA3], ['llama3', 'llama-v3', 'llama-bpe', 'falcon3', 'falcon-h1', 'pixtral', 'midm-2.0', 'lfm2']],
  [[TEKKEN], ['tekken']],
]

/** How llama.cpp's pre-tokenizers split, by their name in a GGUF file. */
export const PRE_TOKENIZERS: ReadonlyMap<string, PreTokenizer> = new Map([
  ...named(BY_MERGES, false),
  ...named(IGNORING_MERGES, true),
])

function named(table: typeof BY_MERGES, ignoresMerges: boolean): [string, PreTokenizer][] {
  return table.flatMap(([patterns, names]) =>
    names.map((name): [string, PreTokenizer] => [name, { patterns, ignoresMerges }]),
  )
}
